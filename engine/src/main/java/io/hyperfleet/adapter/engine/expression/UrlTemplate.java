package io.hyperfleet.adapter.engine.expression;

import io.hyperfleet.adapter.engine.expression.UrlPieces.Piece;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A compiled template of a URL. A value that fills in a part of the path stays within its segment: it is escaped, so
 * that an id such as {@code ../../admin} or {@code a?x=1} cannot lead to another address. A value at the beginning may be
 * a whole address and is taken as it is, and so are values of host and query, values escaped by {@code urlquery}, and
 * values of templates that branch or loop. Immutable and shared.
 */
public final class UrlTemplate {

    private static final String SEGMENT_MARKS = "-._~!$&'()*+,;=:@";

    private final Template whole;
    private final Optional<List<Part>> parts;

    private UrlTemplate(Template whole, Optional<List<Part>> parts) {
        this.whole = whole;
        this.parts = parts;
    }

    private sealed interface Part {

        record Written(String text) implements Part {}

        record Filled(Template value, boolean escaped) implements Part {}
    }

    /**
     * @throws ExpressionSyntaxException as {@link Template#compile}
     */
    public static UrlTemplate compile(String text) throws ExpressionSyntaxException {
        Template whole = Template.compile(text);
        Optional<List<Piece>> pieces = UrlPieces.of(text);
        boolean escapes = pieces.stream().flatMap(List::stream).anyMatch(UrlTemplate::isEscaped);
        if (!escapes) {
            return new UrlTemplate(whole, Optional.empty());
        }
        List<Part> parts = new ArrayList<>();
        for (Piece piece : pieces.orElseThrow()) {
            parts.add(
                    switch (piece) {
                        case Piece.Literal(String literal) -> new Part.Written(literal);
                        case Piece.Action(String action, boolean inPath) ->
                            new Part.Filled(Template.compile(action), inPath);
                    });
        }
        return new UrlTemplate(whole, Optional.of(List.copyOf(parts)));
    }

    private static boolean isEscaped(Piece piece) {
        return piece instanceof Piece.Action action && action.inPath();
    }

    /** The template as written. */
    public String text() {
        return whole.text();
    }

    /** Renders; results and failures are those of {@link Template#render}. */
    public Evaluation render(Scope scope) {
        if (parts.isEmpty()) {
            return whole.render(scope);
        }
        StringBuilder url = new StringBuilder();
        for (Part part : parts.get()) {
            switch (part) {
                case Part.Written(String text) -> url.append(text);
                case Part.Filled(Template template, boolean escaped) -> {
                    if (!(template.render(scope) instanceof Evaluation.Value(Object value))) {
                        // The whole says at which column it fails.
                        return whole.render(scope);
                    }
                    url.append(escaped ? segment(String.valueOf(value)) : String.valueOf(value));
                }
            }
        }
        return new Evaluation.Value(url.toString());
    }

    /** The text as (a part of) one path segment. */
    static String segment(String text) {
        if (text.equals(".") || text.equals("..")) {
            return text.replace(".", "%2E");
        }
        StringBuilder result = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (b >= 'a' && b <= 'z')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= '0' && b <= '9')
                    || (b > 0 && SEGMENT_MARKS.indexOf(b) >= 0);
            if (plain) {
                result.append((char) b);
            } else {
                result.append('%')
                        .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xf, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
            }
        }
        return result.toString();
    }
}
