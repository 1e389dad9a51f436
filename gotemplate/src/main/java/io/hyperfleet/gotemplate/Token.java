package io.hyperfleet.gotemplate;

/**
 * A piece of a template's text.
 *
 * @param text as written; the message for {@link Kind#ERROR}
 * @param position index of its first character
 */
record Token(Kind kind, String text, int position) {

    enum Kind {
        ERROR,
        BOOL,
        CHARACTER,
        CHARACTER_CONSTANT,
        COMPLEX,
        ASSIGN,
        DECLARE,
        END_OF_TEXT,
        FIELD,
        IDENTIFIER,
        LEFT_DELIMITER,
        LEFT_PARENTHESIS,
        NUMBER,
        PIPE,
        RAW_STRING,
        RIGHT_DELIMITER,
        RIGHT_PARENTHESIS,
        SPACE,
        STRING,
        TEXT,
        VARIABLE,
        BLOCK(true),
        BREAK(true),
        CONTINUE(true),
        DOT(true),
        DEFINE(true),
        ELSE(true),
        END(true),
        IF(true),
        NIL(true),
        RANGE(true),
        TEMPLATE(true),
        WITH(true);

        private final boolean keyword;

        Kind() {
            this(false);
        }

        Kind(boolean keyword) {
            this.keyword = keyword;
        }
    }

    int end() {
        return position + text.length();
    }

    /** The token as Go's messages show it. */
    @Override
    public String toString() {
        if (kind == Kind.END_OF_TEXT) {
            return "EOF";
        }
        if (kind == Kind.ERROR) {
            return text;
        }
        if (kind.keyword) {
            return "<" + text + ">";
        }
        if (GoText.length(text) > 10) {
            int end = text.offsetByCodePoints(0, Math.min(10, text.codePointCount(0, text.length())));
            return GoQuote.quote(text.substring(0, end), false) + "...";
        }
        return GoQuote.quote(text, false);
    }
}
