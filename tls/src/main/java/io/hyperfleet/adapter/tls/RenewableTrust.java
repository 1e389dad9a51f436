package io.hyperfleet.adapter.tls;

import javax.net.ssl.X509ExtendedTrustManager;

/** Trust that can be replaced while connections are made. */
public final class RenewableTrust extends ChangingTrust {

    private volatile X509ExtendedTrustManager current;

    public RenewableTrust(X509ExtendedTrustManager first) {
        this.current = first;
    }

    /** Connections made from now on trust this. */
    public void renew(X509ExtendedTrustManager next) {
        current = next;
    }

    @Override
    X509ExtendedTrustManager current() {
        return current;
    }
}
