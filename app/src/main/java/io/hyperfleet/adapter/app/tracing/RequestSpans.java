package io.hyperfleet.adapter.app.tracing;

import io.hyperfleet.adapter.engine.run.RequestObserver;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Gives each request of an event its span, {@code HTTP <METHOD>}, and lets the trace go on behind it. */
final class RequestSpans implements RequestObserver {

    private static final int FIRST_ERROR = 400;

    @Override
    public Exchange started(Service service, String method, String url) {
        Optional<EventTrace> trace = EventTrace.current();
        return trace.isPresent() ? started(trace.get(), service, method, url) : Exchange.UNSEEN;
    }

    private static Exchange started(EventTrace trace, Service service, String method, String url) {
        Span span = trace.begin("HTTP " + method, Span.Kind.CLIENT);
        span.attribute("http.request.method", method);
        span.attribute("url.full", url);
        span.attribute("hyperfleet.service", service.name().toLowerCase(Locale.ROOT));
        Map<String, String> headers = trace.headers();
        return new Exchange() {
            @Override
            public Map<String, String> headers() {
                return headers;
            }

            @Override
            public void answered(int status) {
                span.attribute("http.response.status_code", status);
                if (status >= FIRST_ERROR) {
                    span.failed(String.valueOf(status), "");
                }
                trace.end(span);
            }

            @Override
            public void failed(String cause) {
                span.failed("no_answer", cause);
                trace.end(span);
            }
        };
    }
}
