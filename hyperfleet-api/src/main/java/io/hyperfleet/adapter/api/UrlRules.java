package io.hyperfleet.adapter.api;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the URLs in task files stand for.
 *
 * <p>A relative URL is a path of the API: {@code clusters/x} stands for {@code /api/hyperfleet/v1/clusters/x}, and one
 * that begins with {@code api/} is such a path already. An absolute URL within the base stands for its path below the
 * base; any other absolute URL stays as it is. Queries are kept; fragments are not, as they never travel.
 *
 * <p>The rules are those of the original program, save that it lost queries and turned {@code a%2Fb} into {@code a/b}.
 */
public final class UrlRules {

    private static final String DEFAULT_VERSION = "v1";
    private static final Pattern USER_INFO = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@");

    private final @Nullable UrlReference base;
    private final String version;

    /**
     * @param configuredBaseUrl the base URL of the configuration file; empty when it stands only in the environment: then
     *     URLs are left as written
     * @param version empty for {@code v1}
     */
    public UrlRules(String configuredBaseUrl, String version) {
        this.base = configuredBaseUrl.isEmpty() ? null : parse(configuredBaseUrl);
        this.version = version.isEmpty() ? DEFAULT_VERSION : version;
    }

    /** The address a URL stands for, in the form people read. A text that is no URL stays as it is. */
    public String address(String url) {
        UrlReference reference = url.isEmpty() || base == null ? null : parse(url);
        if (reference == null || base == null) {
            return url;
        }
        if (!reference.isAbsolute()) {
            return apiPath(reference.path()) + queryOf(reference);
        }
        boolean withinBase = reference.scheme().equals(base.scheme())
                && reference.hostAndPort().equals(base.hostAndPort())
                && !reference.authority().isEmpty();
        return withinBase ? pathBelowBase(reference.path(), base.path()) + queryOf(reference) : url;
    }

    /** An address with the base in front of it, unless it names its own host. */
    public static String resolve(String baseUrl, String address) {
        if (address.startsWith("http://") || address.startsWith("https://")) {
            return address;
        }
        String base = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        return base + (address.startsWith("/") ? "" : "/") + address;
    }

    /** An address as it may be printed: without user and password. */
    public static String printable(String address) {
        return USER_INFO.matcher(address).replaceFirst("$1");
    }

    /** A resolved address as it travels: everything escaped that has to be, user and password left out. */
    static URI wireForm(String resolved) throws UrlSyntaxException {
        UrlReference reference = UrlReference.parse(resolved);
        if (reference.hostAndPort().isEmpty()) {
            throw new UrlSyntaxException("http: no Host in request URL");
        }
        String path = reference.path().isEmpty() ? "/" : PercentEncoding.path(reference.path());
        String query = reference.query().isEmpty() ? "" : "?" + PercentEncoding.query(reference.query());
        try {
            return URI.create(reference.scheme() + "://" + reference.hostAndPort() + path + query);
        } catch (IllegalArgumentException e) {
            throw new UrlSyntaxException(Objects.requireNonNullElse(e.getMessage(), "no URL"));
        }
    }

    private static @Nullable UrlReference parse(String text) {
        try {
            return UrlReference.parse(text);
        } catch (UrlSyntaxException e) {
            return null;
        }
    }

    private static String queryOf(UrlReference reference) {
        return reference.query().isEmpty() ? "" : "?" + reference.query();
    }

    private String apiPath(String path) {
        List<String> segments = clean(path);
        boolean isApiPath = segments.size() > 1 && segments.getFirst().equals("api");
        if (isApiPath) {
            return "/" + String.join("/", segments);
        }
        return "/" + String.join("/", clean("/api/hyperfleet/" + version + "/" + String.join("/", segments)));
    }

    /** The segments of a path without empty ones and dots; leading {@code ..} stay when the path is relative. */
    private static List<String> clean(String path) {
        List<String> segments = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            String segment = PercentEncoding.readable(part);
            boolean canGoUp = !segments.isEmpty() && !segments.getLast().equals("..");
            if (segment.isEmpty() || segment.equals(".")) {
                continue;
            }
            if (!segment.equals("..")) {
                segments.add(segment);
            } else if (canGoUp) {
                segments.removeLast();
            } else if (!path.startsWith("/")) {
                segments.add(segment);
            }
        }
        return segments;
    }

    private static String pathBelowBase(String path, String basePath) {
        String prefix = readable(basePath.endsWith("/") ? basePath.substring(0, basePath.length() - 1) : basePath);
        String readable = readable(path);
        String below = readable.startsWith(prefix) ? readable.substring(prefix.length()) : readable;
        return (below.startsWith("/") ? "" : "/") + below;
    }

    private static String readable(String path) {
        return Arrays.stream(path.split("/", -1)).map(PercentEncoding::readable).collect(Collectors.joining("/"));
    }
}
