package io.hyperfleet.adapter.app.observe;

import io.hyperfleet.adapter.engine.run.RequestObserver.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a request is for, without names and ids: {@code /api/hyperfleet/v1/clusters/{id}/statuses}, {@code
 * /apis/batch/v1/namespaces/{ns}/jobs/{name}}.
 */
final class EndpointLabel {

    private static final Pattern ORIGIN = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*");
    private static final Pattern TAIL = Pattern.compile("[?#].*$", Pattern.DOTALL);
    private static final Pattern VERSION = Pattern.compile("v[0-9]+(?:(?:alpha|beta)[0-9]+)?");
    private static final Pattern COLLECTION = Pattern.compile("[a-z][a-z0-9_.-]{0,62}");

    private EndpointLabel() {}

    static String of(Service service, String url) {
        return switch (service) {
            // Nothing is known of its addresses.
            case EXTERNAL -> "external";
            case HYPERFLEET, MAESTRO -> masked(url, "{id}", "{id}");
            case KUBERNETES -> masked(url, "{name}", "{ns}");
        };
    }

    /** Behind the version of the API names of collections and names of their members alternate. */
    private static String masked(String url, String member, String namespace) {
        String path = TAIL.matcher(ORIGIN.matcher(url).replaceFirst("")).replaceFirst("");
        List<String> shown = new ArrayList<>();
        boolean behindVersion = false;
        String collection = "";
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty()) {
                continue;
            }
            if (!behindVersion) {
                behindVersion = VERSION.matcher(segment).matches();
                shown.add(COLLECTION.matcher(segment).matches() ? segment : member);
            } else if (collection.isEmpty()) {
                collection = segment;
                shown.add(COLLECTION.matcher(segment).matches() ? segment : member);
            } else {
                shown.add(collection.equals("namespaces") ? namespace : member);
                collection = "";
            }
        }
        return "/" + String.join("/", shown);
    }
}
