package io.hyperfleet.adapter.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates or a private key in PEM form, from a file or from within one. */
public final class Pem {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN (RSA |EC |)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");
    private static final int MAX_BYTES = 1024 * 1024;

    private final String origin;
    private final byte[] content;

    /**
     * @param origin what messages call it
     */
    public Pem(String origin, byte[] content) {
        this.origin = origin;
        this.content = content.clone();
    }

    /** Something that cannot be used; the message says why but never what it holds. */
    public static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean readable;

        private UnusableException(String message, boolean readable) {
            super(message);
            this.readable = readable;
        }

        /** Whether it could be read at all. */
        public boolean readable() {
            return readable;
        }
    }

    public static Pem read(Path file) throws UnusableException {
        try {
            return new Pem(file.toString(), OrdinaryFile.read(file, MAX_BYTES));
        } catch (OrdinaryFile.UnreadableException e) {
            throw new UnusableException(e.getMessage(), false);
        }
    }

    /** That it was read but does not serve, and why. */
    UnusableException unusable(String why) {
        return new UnusableException(origin + " " + why, true);
    }

    /** What it is made of. */
    public byte[] content() {
        return content.clone();
    }

    /** All certificates in it, at least one. */
    public List<X509Certificate> certificates() throws UnusableException {
        try {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(content))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException e) {
            throw unusable("holds no readable certificate: " + e.getMessage());
        }
        throw unusable("holds no certificate");
    }

    /** The private key in it: RSA, elliptic curve or EdDSA, in any of the usual unencrypted forms. */
    public PrivateKey privateKey() throws UnusableException {
        Matcher pem = KEY.matcher(new String(content, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw unusable("holds no unencrypted private key in PEM form");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(pem.group(2));
        } catch (IllegalArgumentException e) {
            throw unusable("holds a private key that is not base64");
        }
        byte[] pkcs8 = switch (pem.group(1)) {
            case "RSA " -> Der.pkcs8OfRsa(der);
            case "EC " -> Der.pkcs8OfEc(der);
            default -> der;
        };
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // Of another algorithm.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK knows " + algorithm, e);
            }
        }
        throw unusable("holds a private key that is none of RSA, EC, EdDSA");
    }
}
