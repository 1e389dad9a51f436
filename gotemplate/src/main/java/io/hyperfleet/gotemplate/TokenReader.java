package io.hyperfleet.gotemplate;

import io.hyperfleet.gotemplate.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** The tokens of a template on their way to the parser, with what is needed to say what is wrong with them. */
final class TokenReader {

    /** What is known while one tree is read; a definition starts with a fresh one. */
    static final class Scope {

        static final int NO_ACTION = -1;

        /** Names with their dollar sign, inner ones last. */
        final List<String> variables = new ArrayList<>(List.of("$"));
        /** Loops around this place. */
        int rangeDepth;
        /** Where the action starts that is being read. */
        int actionPosition = NO_ACTION;
        /** Index of the last token looked at: errors name its line. */
        private int farthest;
    }

    Scope scope = new Scope();
    private final SourceText source;
    private final List<Token> tokens;
    private final int maxNesting;
    private int next;
    private int nesting;

    TokenReader(SourceText source, FunctionMap functions, int maxNesting) {
        this.source = source;
        this.tokens = Lexer.tokens(source.text(), functions);
        this.maxNesting = maxNesting;
    }

    Token read() {
        scope.farthest = Math.max(scope.farthest, next);
        // an error is always the last token; whoever reads on sees it again
        return tokens.get(next < tokens.size() - 1 ? next++ : next);
    }

    Token readNonSpace() {
        Token token = read();
        return token.kind() == Kind.SPACE ? readNonSpace() : token;
    }

    Token peek() {
        scope.farthest = Math.max(scope.farthest, next);
        return tokens.get(next);
    }

    /** Skips blanks and shows what follows. */
    Token peekNonSpace() {
        while (peek().kind() == Kind.SPACE) {
            next++;
        }
        return peek();
    }

    void expect(Kind kind, String context) throws TemplateSyntaxException {
        Token token = readNonSpace();
        if (token.kind() != kind) {
            throw unexpected(token, context);
        }
    }

    /** Counts one parenthesis or control structure more around what follows, {@link #leave} one less. */
    void enter() throws TemplateSyntaxException {
        if (++nesting > maxNesting) {
            throw error("max expression depth exceeded");
        }
    }

    void leave() {
        nesting--;
    }

    /** The place to come back to with {@link #reset}. */
    int mark() {
        return next;
    }

    void reset(int mark) {
        next = mark;
    }

    /** The text of a literal. */
    String unquote(Token token) throws TemplateSyntaxException {
        String text = GoQuote.unquote(token.text());
        if (text == null) {
            throw error("invalid syntax");
        }
        return text;
    }

    /** That a token does not belong here; what the lexer found wrong is said in its own words. */
    TemplateSyntaxException unexpected(Token token, String context) {
        if (token.kind() != Kind.ERROR) {
            return error("unexpected " + token + " in " + context);
        }
        if (scope.actionPosition == Scope.NO_ACTION) {
            return error(token.text());
        }
        int actionLine = source.line(scope.actionPosition);
        if (actionLine == source.line(token.position())) {
            return error(token.text());
        }
        String started = " started at " + source.name() + ":" + actionLine;
        return error(token.text() + (token.text().endsWith(" action") ? started : " in action" + started));
    }

    /** An error with the line of the last token that was looked at. */
    TemplateSyntaxException error(String why) {
        int position = tokens.get(scope.farthest).position();
        int line = source.line(position);
        return new TemplateSyntaxException(
                "template: " + source.name() + ":" + line + ": " + why, line, source.column(position));
    }
}
