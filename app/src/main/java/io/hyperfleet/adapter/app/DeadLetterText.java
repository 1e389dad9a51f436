package io.hyperfleet.adapter.app;

import io.hyperfleet.adapter.broker.CloudEvent;
import io.hyperfleet.adapter.broker.CloudEventDecoder;
import io.hyperfleet.adapter.broker.DeadLetters.DeadLetter;
import io.hyperfleet.adapter.engine.run.EventData;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A message that was put aside, as a line of a table.
 *
 * @param id of the event, or what the content comes to when it is none
 * @param about kind, id and generation of the resource; empty when the message does not say
 */
record DeadLetterText(String id, String quarantinedAt, String about, String reason) {

    private static final int MAX_REASON_CHARACTERS = 100;
    private static final int HASH_BYTES = 6;

    static DeadLetterText of(DeadLetter letter) {
        String at = letter.quarantinedAt().replaceFirst("\\.\\d+", "");
        String reason = printable(letter.reason());
        String shown =
                reason.length() <= MAX_REASON_CHARACTERS ? reason : reason.substring(0, MAX_REASON_CHARACTERS) + "…";
        return switch (CloudEventDecoder.decode(letter.body(), letter.headers())) {
            case CloudEventDecoder.Decoded.Valid(CloudEvent event) ->
                new DeadLetterText(
                        event.id().isEmpty() ? hash(letter.body()) : printable(event.id()),
                        at,
                        printable(about(event)),
                        shown);
            case CloudEventDecoder.Decoded.Undecodable _ -> new DeadLetterText(hash(letter.body()), at, "", shown);
        };
    }

    /** With a heading, the columns below each other. */
    static String table(List<DeadLetterText> letters) {
        int id = width(letters.stream().map(DeadLetterText::id).toList(), "ID");
        int at = width(letters.stream().map(DeadLetterText::quarantinedAt).toList(), "PUT ASIDE");
        int about = width(letters.stream().map(DeadLetterText::about).toList(), "ABOUT");
        String line = "%-" + id + "s  %-" + at + "s  %-" + about + "s  %s";
        StringBuilder table = new StringBuilder(line.formatted("ID", "PUT ASIDE", "ABOUT", "REASON")).append('\n');
        letters.forEach(
                letter -> table.append(line.formatted(letter.id, letter.quarantinedAt, letter.about, letter.reason)
                                .stripTrailing())
                        .append('\n'));
        return table.toString();
    }

    /** In one line, without anything that could steer a terminal. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static int width(List<String> values, String heading) {
        return Math.max(
                heading.length(), values.stream().mapToInt(String::length).max().orElse(0));
    }

    private static String about(CloudEvent event) {
        return switch (EventData.parse(event.data())) {
            case EventData.Parsed(var _, EventData.Reference reference) ->
                reference.id().isEmpty() ? "" : reference.kind() + " " + reference.id() + " g" + reference.generation();
            case EventData.Unreadable _ -> "";
        };
    }

    private static String hash(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return "#" + HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
