package io.hyperfleet.adapter.app.observe;

import java.util.regex.Pattern;

/**
 * The last line of defence against secrets in what operators see: user and password of a URL, and what follows {@code
 * Bearer} or {@code Authorization}. Whoever knows a value to be secret does not log it in the first place.
 */
public final class SecretMask {

    private static final String URL_MARK = "://";
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s\"'@]{1,512}@");
    private static final Pattern CREDENTIALS = Pattern.compile(
            "\\b(bearer\\s{1,4}|authorization\\W{1,4}(?:basic\\s{1,4})?)[a-z0-9._~+/=-]{8,}", Pattern.CASE_INSENSITIVE);

    private SecretMask() {}

    public static String mask(String text) {
        String masked = text.contains(URL_MARK) ? USER_INFO.matcher(text).replaceAll("") : text;
        return CREDENTIALS.matcher(masked).replaceAll("$1**REDACTED**");
    }
}
