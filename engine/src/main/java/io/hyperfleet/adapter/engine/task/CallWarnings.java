package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.task.TaskFile.Call;
import io.hyperfleet.gotemplate.GoDuration;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Warns of calls of the API that can hardly work as they are written. */
final class CallWarnings {

    private static final List<String> BACKOFFS = List.of("exponential", "linear", "constant");

    /** A scheme, or what looks like the attempt at one, in the text before the first template. */
    private static final Pattern SCHEME = Pattern.compile("^(?:([A-Za-z][A-Za-z0-9+.-]*):|https?/)");

    private static final Pattern PROPER = Pattern.compile("^https?://(?:[^/]|$)");
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern ACTION = Pattern.compile("\\{\\{.*?}}", Pattern.DOTALL);

    private final Warner warner;

    CallWarnings(Warner warner) {
        this.warner = warner;
    }

    void warn(Call call) {
        warner.unlessAllowed(call.retryBackoff(), call.path() + ".retry_backoff", BACKOFFS);
        Scalar timeout = call.timeout();
        if (timeout != null
                && !timeout.text().isEmpty()
                && !GoDuration.parse(timeout.text()).isValid()) {
            warner.warn(
                    "not-allowed",
                    timeout,
                    call.path() + ".timeout",
                    "timeout " + GoFormat.quote(timeout.text()) + " is no duration, so the client's own counts",
                    "a number with its unit is needed, for example 10s");
        }
        warnOfUrl(call.url(), call.path() + ".url");
        call.headers().forEach(header -> warnOfHeader(header.name(), call.path() + ".headers"));
    }

    private void warnOfHeader(Scalar name, String path) {
        if (!name.text().isEmpty() && !HEADER_NAME.matcher(name.text()).matches()) {
            warner.warn(
                    "not-allowed",
                    name,
                    path,
                    GoFormat.quote(name.text()) + " cannot be the name of a header, so the call fails",
                    "a name has letters, digits and hyphens");
        }
    }

    private void warnOfUrl(Scalar url, String path) {
        String text = url.text();
        String written = text.split("\\{\\{", 2)[0];
        if (SCHEME.matcher(written).find() && !PROPER.matcher(written).find()) {
            warner.warn(
                    "url",
                    url.placeAt(1, 1),
                    path,
                    GoFormat.quote(text) + " does not begin as a URL does",
                    "write http://, https://, or a path of the HyperFleet API");
            return;
        }
        Matcher blank = Pattern.compile("\\s").matcher(withoutActions(text.stripTrailing()));
        if (blank.find()) {
            warner.warn("url", url.placeAt(1, blank.start() + 1), path, "a blank in a URL", "write %20, or remove it");
        }
    }

    /** With as many other characters in the place of each. */
    private static String withoutActions(String text) {
        return ACTION.matcher(text)
                .replaceAll(action -> "x".repeat(action.group().length()));
    }

    /** Reports of statuses have one proper method. */
    void warnOfMethod(Call call) {
        Scalar method = call.method();
        boolean changes = method.text().equals("POST") || method.text().equals("PATCH");
        if (changes && call.url().text().strip().endsWith("/statuses")) {
            warner.warn(
                    "status-method",
                    method,
                    call.path() + ".method",
                    "statuses are reported with PUT; the API does not take " + method.text() + " any more",
                    "write PUT");
        }
    }
}
