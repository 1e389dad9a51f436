package io.hyperfleet.adapter.tls;

import java.nio.file.Path;
import java.util.Arrays;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trust in the authorities of a file beside those of the system. The file is looked at for each new connection; while it
 * cannot be used, what it held before stays trusted.
 */
public final class FileTrust extends ChangingTrust {

    private record Seen(Pem pem, X509ExtendedTrustManager trust) {}

    private final Path file;
    private volatile Seen last;

    public FileTrust(Path file) throws Pem.UnusableException {
        this.file = file;
        this.last = seen(Pem.read(file));
    }

    @Override
    X509ExtendedTrustManager current() {
        Seen known = last;
        try {
            Pem now = Pem.read(file);
            if (!Arrays.equals(now.content(), known.pem().content())) {
                known = seen(now);
                last = known;
            }
        } catch (Pem.UnusableException e) {
            // Somebody is replacing it; a connection that needs what is new fails with its own words.
            return known.trust();
        }
        return known.trust();
    }

    private static Seen seen(Pem pem) throws Pem.UnusableException {
        return new Seen(pem, TrustAndIdentity.trust(pem, true));
    }
}
