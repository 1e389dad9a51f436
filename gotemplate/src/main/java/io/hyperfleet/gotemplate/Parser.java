package io.hyperfleet.gotemplate;

import io.hyperfleet.gotemplate.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the trees of a template and of those it defines. Messages and their lines are Go's. */
final class Parser {

    private final SourceText source;
    private final TokenReader tokens;
    private final PipelineParser pipelines;
    private final Map<String, Node.Sequence> definitions = new HashMap<>();

    private Parser(SourceText source, FunctionMap functions, TemplateLimits limits) {
        this.source = source;
        this.tokens = new TokenReader(source, functions, limits.maxNesting());
        this.pipelines = new PipelineParser(tokens, functions);
    }

    /**
     * What a text defines.
     *
     * @param definitions trees by name; the text itself is one of them, under the source's name
     * @param functionsUsed names of all functions called anywhere
     */
    record Result(Map<String, Node.Sequence> definitions, Set<String> functionsUsed) {}

    static Result parse(SourceText source, FunctionMap functions, TemplateLimits limits)
            throws TemplateSyntaxException {
        Parser parser = new Parser(source, functions, limits);
        parser.top();
        return new Result(Map.copyOf(parser.definitions), parser.pipelines.functionsUsed());
    }

    /** How a list of statements ended. */
    private enum Terminator {
        END("{{end}}"),
        ELSE("{{else}}");

        private final String text;

        Terminator(String text) {
            this.text = text;
        }
    }

    private record Body(Node.Sequence sequence, Terminator terminator) {}

    private void top() throws TemplateSyntaxException {
        int position = tokens.peek().position();
        List<Node.Statement> statements = new ArrayList<>();
        while (tokens.peek().kind() != Kind.END_OF_TEXT) {
            if (tokens.peek().kind() == Kind.LEFT_DELIMITER) {
                int delimiter = tokens.mark();
                tokens.read();
                if (tokens.readNonSpace().kind() == Kind.DEFINE) {
                    definition();
                    continue;
                }
                tokens.reset(delimiter);
            }
            Terminator terminator = textOrAction(statements);
            if (terminator != null) {
                throw tokens.error("unexpected " + terminator.text);
            }
        }
        add(source.name(), new Node.Sequence(position, List.copyOf(statements)));
    }

    private void definition() throws TemplateSyntaxException {
        String context = "define clause";
        TokenReader.Scope outer = tokens.scope;
        tokens.scope = new TokenReader.Scope();
        String name = templateName(tokens.readNonSpace(), context);
        tokens.expect(Kind.RIGHT_DELIMITER, context);
        Body body = body();
        checkClosed(body, context);
        add(name, body.sequence());
        tokens.scope = outer;
    }

    private void checkClosed(Body body, String context) throws TemplateSyntaxException {
        if (body.terminator() != Terminator.END) {
            throw tokens.error("unexpected " + body.terminator().text + " in " + context);
        }
    }

    private void add(String name, Node.Sequence sequence) throws TemplateSyntaxException {
        Node.Sequence existing = definitions.get(name);
        if (existing == null || isEmpty(existing)) {
            definitions.put(name, sequence);
        } else if (!isEmpty(sequence)) {
            throw tokens.error("template: multiple definition of template " + GoQuote.quote(name, false));
        }
    }

    private static boolean isEmpty(Node.Sequence sequence) {
        return sequence.statements().stream()
                .allMatch(statement -> statement instanceof Node.Text text
                        && GoStrings.trim(text.text()).isEmpty());
    }

    /** Statements up to an {@code end} or {@code else}. */
    private Body body() throws TemplateSyntaxException {
        tokens.enter();
        int position = tokens.peekNonSpace().position();
        List<Node.Statement> statements = new ArrayList<>();
        while (tokens.peekNonSpace().kind() != Kind.END_OF_TEXT) {
            Terminator terminator = textOrAction(statements);
            if (terminator != null) {
                tokens.leave();
                return new Body(new Node.Sequence(position, List.copyOf(statements)), terminator);
            }
        }
        throw tokens.error("unexpected EOF");
    }

    /** Reads one statement into the list; the terminator if it was one. */
    private @Nullable Terminator textOrAction(List<Node.Statement> statements) throws TemplateSyntaxException {
        Token token = tokens.readNonSpace();
        if (token.kind() == Kind.TEXT) {
            statements.add(new Node.Text(token.position(), token.text()));
            return null;
        }
        if (token.kind() != Kind.LEFT_DELIMITER) {
            throw tokens.unexpected(token, "input");
        }
        TokenReader.Scope current = tokens.scope;
        current.actionPosition = token.position();
        Terminator terminator = action(statements);
        current.actionPosition = TokenReader.Scope.NO_ACTION;
        return terminator;
    }

    private @Nullable Terminator action(List<Node.Statement> statements) throws TemplateSyntaxException {
        int before = tokens.mark();
        Token token = tokens.readNonSpace();
        switch (token.kind()) {
            case BLOCK -> statements.add(block());
            case BREAK -> statements.add(new Node.Break(loopControl(token)));
            case CONTINUE -> statements.add(new Node.Continue(loopControl(token)));
            case IF -> statements.add(ifStatement());
            case RANGE -> statements.add(range());
            case TEMPLATE -> statements.add(call());
            case WITH -> statements.add(with());
            case ELSE -> {
                Kind following = tokens.peekNonSpace().kind();
                if (following != Kind.IF && following != Kind.WITH) {
                    tokens.expect(Kind.RIGHT_DELIMITER, "else");
                }
                return Terminator.ELSE;
            }
            case END -> {
                tokens.expect(Kind.RIGHT_DELIMITER, "end");
                return Terminator.END;
            }
            default -> {
                tokens.reset(before);
                int position = tokens.peekNonSpace().position();
                statements.add(new Node.Action(position, pipelines.pipeline("command", Kind.RIGHT_DELIMITER)));
            }
        }
        return null;
    }

    private int loopControl(Token keyword) throws TemplateSyntaxException {
        String context = "{{" + keyword.text() + "}}";
        tokens.expect(Kind.RIGHT_DELIMITER, context);
        if (tokens.scope.rangeDepth == 0) {
            throw tokens.error(context + " outside {{range}}");
        }
        return keyword.position();
    }

    private Node.If ifStatement() throws TemplateSyntaxException {
        int outer = tokens.scope.variables.size();
        Node.Pipeline pipeline = pipelines.pipeline("if", Kind.RIGHT_DELIMITER);
        Body body = body();
        Node.Sequence otherwise = null;
        if (body.terminator() == Terminator.ELSE) {
            otherwise = tokens.peek().kind() == Kind.IF ? chained() : lastBody();
        }
        forgetVariables(outer);
        return new Node.If(pipeline.position(), pipeline, body.sequence(), otherwise);
    }

    private Node.With with() throws TemplateSyntaxException {
        int outer = tokens.scope.variables.size();
        Node.Pipeline pipeline = pipelines.pipeline("with", Kind.RIGHT_DELIMITER);
        Body body = body();
        Node.Sequence otherwise = null;
        if (body.terminator() == Terminator.ELSE) {
            otherwise = tokens.peek().kind() == Kind.WITH ? chained() : lastBody();
        }
        forgetVariables(outer);
        return new Node.With(pipeline.position(), pipeline, body.sequence(), otherwise);
    }

    private Node.Range range() throws TemplateSyntaxException {
        int outer = tokens.scope.variables.size();
        Node.Pipeline pipeline = pipelines.pipeline("range", Kind.RIGHT_DELIMITER);
        tokens.scope.rangeDepth++;
        Body body = body();
        tokens.scope.rangeDepth--;
        Node.Sequence otherwise = body.terminator() == Terminator.ELSE ? lastBody() : null;
        forgetVariables(outer);
        return new Node.Range(pipeline.position(), pipeline, body.sequence(), otherwise);
    }

    /** The rest of {@code else if} or {@code else with}: a statement of its own that shares the {@code end}. */
    private Node.Sequence chained() throws TemplateSyntaxException {
        tokens.enter();
        Token keyword = tokens.read();
        Node.Statement statement = keyword.kind() == Kind.IF ? ifStatement() : with();
        tokens.leave();
        return new Node.Sequence(keyword.position(), List.of(statement));
    }

    private Node.Sequence lastBody() throws TemplateSyntaxException {
        Body body = body();
        if (body.terminator() != Terminator.END) {
            throw tokens.error("expected end; found " + body.terminator().text);
        }
        return body.sequence();
    }

    private void forgetVariables(int outer) {
        tokens.scope.variables.subList(outer, tokens.scope.variables.size()).clear();
    }

    private Node.Call block() throws TemplateSyntaxException {
        String context = "block clause";
        Token token = tokens.readNonSpace();
        String name = templateName(token, context);
        Node.Pipeline pipeline = pipelines.pipeline(context, Kind.RIGHT_DELIMITER);
        TokenReader.Scope outer = tokens.scope;
        TokenReader.Scope inner = new TokenReader.Scope();
        tokens.scope = inner;
        Body body = body();
        tokens.scope = outer;
        checkClosed(body, context);
        tokens.scope = inner;
        add(name, body.sequence());
        tokens.scope = outer;
        return new Node.Call(token.position(), name, pipeline);
    }

    private Node.Call call() throws TemplateSyntaxException {
        String context = "template clause";
        Token token = tokens.readNonSpace();
        String name = templateName(token, context);
        int before = tokens.mark();
        if (tokens.readNonSpace().kind() == Kind.RIGHT_DELIMITER) {
            return new Node.Call(token.position(), name, null);
        }
        tokens.reset(before);
        return new Node.Call(token.position(), name, pipelines.pipeline(context, Kind.RIGHT_DELIMITER));
    }

    private String templateName(Token token, String context) throws TemplateSyntaxException {
        if (token.kind() != Kind.STRING && token.kind() != Kind.RAW_STRING) {
            throw tokens.unexpected(token, context);
        }
        return tokens.unquote(token);
    }
}
