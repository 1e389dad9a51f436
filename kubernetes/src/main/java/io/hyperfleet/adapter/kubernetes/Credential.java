package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.tls.Pem;
import java.util.Optional;

/**
 * Who we are to the API server, as far as it can change while the program runs. Safe for many threads.
 */
interface Credential {

    /** Nobody in particular, or who the client certificate says. */
    Credential NONE = new Fixed(Proof.NOTHING);

    /**
     * What is shown to the server.
     *
     * @param authorization the header of that name
     * @param certificate a client certificate to take the place of the configured one
     */
    record Proof(Optional<String> authorization, Optional<ClientCertificate> certificate) {

        static final Proof NOTHING = new Proof(Optional.empty(), Optional.empty());

        static Proof bearer(String token) {
            return new Proof(Optional.of("Bearer " + token), Optional.empty());
        }
    }

    /** A certificate with the chain above it, and its key. */
    record ClientCertificate(Pem certificate, Pem key) {}

    /** It cannot be had; the message says why. */
    final class UnavailableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnavailableException(String message) {
            super(message);
        }
    }

    /** What to show with the next request. */
    Proof proof() throws UnavailableException;

    /**
     * The server refused this proof: it is not shown again if another can be had.
     *
     * @return whether {@link #proof} may now give another
     */
    boolean refused(Proof proof);

    /** One that never changes. */
    record Fixed(Proof proof) implements Credential {

        @Override
        public boolean refused(Proof refused) {
            return false;
        }
    }
}
