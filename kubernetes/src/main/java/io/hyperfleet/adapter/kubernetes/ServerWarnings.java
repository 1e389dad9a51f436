package io.hyperfleet.adapter.kubernetes;

import java.net.http.HttpHeaders;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what the API server warns of while it does what it is asked, such as fields it does not know and kinds that will be
 * gone: each text once in the life of the process, since every event would bring it again.
 *
 * <p>Warnings come as headers, {@code Warning: 299 - "text"} (RFC 7234, section 5.5).
 */
final class ServerWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(ServerWarnings.class);

    private static final Pattern WARNING = Pattern.compile("299 \\S+ \"((?:[^\"\\\\]|\\\\.)*)\".*", Pattern.DOTALL);
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    /** Then no more are told: texts may hold names, of which there is no end. */
    private static final int MAX_TOLD = 200;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param path of the request that was answered */
    void log(HttpHeaders answer, String method, String path) {
        for (String header : answer.allValues("Warning")) {
            Matcher warning = WARNING.matcher(header);
            if (warning.matches() && told.size() < MAX_TOLD && told.add(warning.group(1))) {
                String text = ESCAPED.matcher(warning.group(1)).replaceAll("$1");
                LOG.warn("Kubernetes API warns of {} {}: {}", method, path, text);
            }
        }
    }
}
