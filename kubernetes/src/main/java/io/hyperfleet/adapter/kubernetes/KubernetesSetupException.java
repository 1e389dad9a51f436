package io.hyperfleet.adapter.kubernetes;

/** The settings lead to no cluster. The message says which file or variable is at fault. */
public final class KubernetesSetupException extends Exception {

    private static final long serialVersionUID = 1L;

    KubernetesSetupException(String message) {
        super("hyperfleet-adapter-13: " + message);
    }
}
