package io.hyperfleet.adapter.engine.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts the template of a URL into what is written and what is filled in, and tells where in the URL each stands. */
final class UrlPieces {

    /** Actions whose output depends on others, or that have none. */
    private static final Pattern CONTROL = Pattern.compile(
            "(if|else|end|range|with|define|template|block|break|continue)\\b.*|/\\*.*|\\$\\w*\\s*:?=[^=].*",
            Pattern.DOTALL);

    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://");

    /** A part of a URL template. */
    sealed interface Piece {

        record Literal(String text) implements Piece {}

        /**
         * An action that prints a value.
         *
         * @param text with its braces
         * @param inPath whether the value stands in the path, where a slash of its own would lead elsewhere
         */
        record Action(String text, boolean inPath) implements Piece {}
    }

    private enum Part {
        /** Nothing but values so far: they may be a whole address. */
        START,
        AUTHORITY,
        PATH,
        QUERY
    }

    private final String text;
    private final List<Piece> pieces = new ArrayList<>();
    private Part part = Part.START;

    private UrlPieces(String text) {
        this.text = text;
    }

    /** The pieces in order; empty when the template branches, loops or has variables. */
    static Optional<List<Piece>> of(String text) {
        return new UrlPieces(text).cut();
    }

    private Optional<List<Piece>> cut() {
        int at = 0;
        boolean trimsNext = false;
        while (true) {
            int open = text.indexOf("{{", at);
            int close = open < 0 ? -1 : endOfAction(text, open + 2);
            String literal = text.substring(at, open < 0 ? text.length() : open);
            if (open >= 0 && close < 0) {
                return Optional.empty();
            }
            boolean trimsLast = open >= 0 && text.startsWith("{{- ", open);
            literal(trimmed(literal, trimsNext, trimsLast));
            if (open < 0) {
                return Optional.of(List.copyOf(pieces));
            }
            String action = text.substring(open, close);
            String content = action.substring(2, action.length() - 2)
                    .replaceFirst("^- ", "")
                    .replaceFirst(" -$", "")
                    .strip();
            if (CONTROL.matcher(content).matches()) {
                return Optional.empty();
            }
            pieces.add(new Piece.Action(action, part == Part.PATH && !content.contains("urlquery")));
            trimsNext = action.endsWith(" -}}");
            at = close;
        }
    }

    private static String trimmed(String literal, boolean atStart, boolean atEnd) {
        String text = atStart ? literal.stripLeading() : literal;
        return atEnd ? text.stripTrailing() : text;
    }

    private void literal(String literal) {
        if (literal.isEmpty()) {
            return;
        }
        pieces.add(new Piece.Literal(literal));
        String rest = literal;
        Matcher scheme = SCHEME.matcher(rest);
        if (part == Part.START && pieces.size() == 1 && scheme.find()) {
            part = Part.AUTHORITY;
            rest = rest.substring(scheme.end());
        }
        if (part == Part.START || (part == Part.AUTHORITY && rest.contains("/"))) {
            part = Part.PATH;
        }
        if (part == Part.PATH && rest.matches("(?s).*[?#].*")) {
            part = Part.QUERY;
        }
    }

    /** The index after the closing braces, quoted texts skipped; -1 when there are none. */
    private static int endOfAction(String text, int from) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (text.startsWith("}}", i)) {
                return i + 2;
            }
            i = c == '"' || c == '\'' || c == '`' ? endOfQuote(text, i) : i + 1;
        }
        return -1;
    }

    private static int endOfQuote(String text, int open) {
        char quote = text.charAt(open);
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && quote != '`') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i + 1;
            }
        }
        return text.length();
    }
}
