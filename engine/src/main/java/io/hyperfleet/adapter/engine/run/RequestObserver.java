package io.hyperfleet.adapter.engine.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Told by the clients of every single request they send, each attempt by itself, on the thread that waits for the
 * answer. Used by many threads at once; must not throw or block.
 */
@FunctionalInterface
public interface RequestObserver {

    /** For clients that nobody watches. */
    RequestObserver NOBODY = (service, method, url) -> Exchange.UNSEEN;

    /** Who is asked. */
    enum Service {
        HYPERFLEET,
        KUBERNETES,
        MAESTRO,
        /** Any other server that a task names by an absolute URL. */
        EXTERNAL
    }

    /**
     * A request is about to be sent.
     *
     * @param url without user and password
     */
    Exchange started(Service service, String method, String url);

    /** A request on its way. It ends with one of {@link #answered} and {@link #failed}, told once. */
    interface Exchange {

        Exchange UNSEEN = new Exchange() {
            @Override
            public Map<String, String> headers() {
                return Map.of();
            }

            @Override
            public void answered(int status) {
                // Nobody wants to know.
            }

            @Override
            public void failed(String cause) {
                // Nobody wants to know.
            }
        };

        /** Headers to be sent along; they replace others of the same name. */
        Map<String, String> headers();

        void answered(int status);

        /** No answer came. */
        void failed(String cause);
    }

    /** Tells several observers, in their order. */
    static RequestObserver all(RequestObserver... observers) {
        List<RequestObserver> all = List.of(observers);
        return (service, method, url) -> {
            List<Exchange> exchanges = all.stream()
                    .map(observer -> observer.started(service, method, url))
                    .toList();
            return new Exchange() {
                @Override
                public Map<String, String> headers() {
                    Map<String, String> headers = new LinkedHashMap<>();
                    exchanges.forEach(exchange -> headers.putAll(exchange.headers()));
                    return headers;
                }

                @Override
                public void answered(int status) {
                    exchanges.forEach(exchange -> exchange.answered(status));
                }

                @Override
                public void failed(String cause) {
                    exchanges.forEach(exchange -> exchange.failed(cause));
                }
            };
        };
    }
}
