package io.hyperfleet.adapter.api;

/** A text that is no URL. The message is the cause alone, in the words of Go's {@code net/url}. */
final class UrlSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    UrlSyntaxException(String message) {
        super(message);
    }
}
