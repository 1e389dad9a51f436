package io.hyperfleet.adapter.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A bearer token in a file that somebody else keeps fresh. The token itself appears in no message. */
public final class BearerTokenFile {

    private static final int MAX_BYTES = 64 * 1024;

    private BearerTokenFile() {}

    /** What the file holds at this moment, without the blanks around it. */
    public static String read(Path file) throws OrdinaryFile.UnreadableException {
        byte[] bytes;
        try {
            bytes = OrdinaryFile.read(file, MAX_BYTES);
        } catch (OrdinaryFile.UnreadableException e) {
            throw new OrdinaryFile.UnreadableException("reading token file " + file + ": " + e.getMessage());
        }
        String token = new String(bytes, StandardCharsets.UTF_8).strip();
        if (token.isEmpty()) {
            throw new OrdinaryFile.UnreadableException("token file " + file + " is empty or contains only whitespace");
        }
        if (!fitsHeader(token)) {
            throw new OrdinaryFile.UnreadableException(
                    "token file " + file + " holds characters that cannot stand in an HTTP header");
        }
        return token;
    }

    /** Whether a token can be sent at all. Libraries that are given another complain and show it. */
    public static boolean fitsHeader(String token) {
        return token.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
