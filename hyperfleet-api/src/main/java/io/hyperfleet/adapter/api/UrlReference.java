package io.hyperfleet.adapter.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a URL as written, nothing decoded, the fragment left out because it never travels.
 *
 * <p>What is a URL and what is not follows Go's {@code net/url}, because task files were written against it: {@code a:b}
 * has a scheme, {@code 1:b} is an error, {@code //host/p} names a host.
 *
 * @param scheme in lower case; empty for a relative URL
 * @param authority user, host and port; empty for none
 * @param path the path, or what follows the scheme when that is no path ({@code mailto:x})
 * @param query without the question mark; empty for none
 */
record UrlReference(String scheme, String authority, String path, String query) {

    boolean isAbsolute() {
        return !scheme.isEmpty();
    }

    /** Host and port without user and password. */
    String hostAndPort() {
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    /** User and password as written; empty for none. */
    String userInfo() {
        return authority.substring(0, Math.max(0, authority.lastIndexOf('@')));
    }

    static UrlReference parse(String text) throws UrlSyntaxException {
        rejectControlCharacters(text);
        int hash = text.indexOf('#');
        String rest = hash < 0 ? text : text.substring(0, hash);
        if (hash >= 0) {
            rejectBadEscapes(text.substring(hash + 1));
        }
        int colon = endOfScheme(rest);
        String scheme = colon < 0 ? "" : rest.substring(0, colon).toLowerCase(Locale.ROOT);
        rest = rest.substring(colon + 1);

        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        rest = question < 0 ? rest : rest.substring(0, question);

        if (!rest.startsWith("/")) {
            if (scheme.isEmpty() && firstSegment(rest).contains(":")) {
                throw new UrlSyntaxException("first path segment in URL cannot contain colon");
            }
            if (scheme.isEmpty()) {
                rejectBadEscapes(rest);
            }
            return new UrlReference(scheme, "", rest, query);
        }
        String authority = "";
        if (rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"))) {
            int slash = rest.indexOf('/', 2);
            int end = slash < 0 ? rest.length() : slash;
            authority = rest.substring(2, end);
            rest = rest.substring(end);
            checkHost(authority.substring(authority.lastIndexOf('@') + 1));
        }
        rejectBadEscapes(rest);
        return new UrlReference(scheme, authority, rest, query);
    }

    private static void rejectControlCharacters(String text) throws UrlSyntaxException {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new UrlSyntaxException("net/url: invalid control character in URL");
        }
    }

    /** The index of the colon after the scheme; -1 when there is no scheme. */
    private static int endOfScheme(String text) throws UrlSyntaxException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (c == ':' && i == 0) {
                throw new UrlSyntaxException("missing protocol scheme");
            }
            if (c == ':') {
                return i;
            }
            if (!letter && (!later || i == 0)) {
                return -1;
            }
        }
        return -1;
    }

    private static String firstSegment(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    private static void rejectBadEscapes(String text) throws UrlSyntaxException {
        String bad = badEscape(text);
        if (bad != null) {
            throw new UrlSyntaxException("invalid URL escape \"" + bad + "\"");
        }
    }

    /** The first percent sign that is not followed by two hexadecimal digits, with what follows it; null for none. */
    private static @Nullable String badEscape(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (i + 2 >= text.length()
                    || Character.digit(text.charAt(i + 1), 16) < 0
                    || Character.digit(text.charAt(i + 2), 16) < 0) {
                return text.substring(i, Math.min(i + 3, text.length()));
            }
        }
        return null;
    }

    private static void checkHost(String host) throws UrlSyntaxException {
        for (int i = 0; i < host.length(); i++) {
            if (" \"<>\\^`{|}%".indexOf(host.charAt(i)) >= 0) {
                throw new UrlSyntaxException("invalid character \"" + host.charAt(i) + "\" in host name");
            }
        }
        int bracket = host.lastIndexOf(']');
        if (host.startsWith("[") && bracket < 0) {
            throw new UrlSyntaxException("missing ']' in host");
        }
        int colon = host.indexOf(':', bracket + 1);
        if (colon >= 0 && !host.substring(colon + 1).chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new UrlSyntaxException("invalid port \"" + host.substring(colon) + "\" after host");
        }
    }
}
