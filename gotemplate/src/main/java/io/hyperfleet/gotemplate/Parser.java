package io.hyperfleet.gotemplate;

import io.hyperfleet.gotemplate.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds the trees of a template and of those it defines. Messages and their lines are Go's. */
final class Parser {

    private static final int NO_ACTION = -1;

    private final SourceText source;
    private final FunctionMap functions;
    private final TemplateLimits limits;
    private final List<Token> tokens;
    private final Map<String, Node.Sequence> definitions = new HashMap<>();
    private final Set<String> functionsUsed = new TreeSet<>();
    private Scope scope = new Scope();
    private int next;
    private int nesting;

    private Parser(SourceText source, FunctionMap functions, TemplateLimits limits) {
        this.source = source;
        this.functions = functions;
        this.limits = limits;
        this.tokens = Lexer.tokens(source.text(), functions);
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
        return new Result(Map.copyOf(parser.definitions), Set.copyOf(parser.functionsUsed));
    }

    /** What is known while one tree is read; a definition starts with a fresh one. */
    private static final class Scope {
        final List<String> variables = new ArrayList<>(List.of("$"));
        /** Index of the last token looked at: errors name its line. */
        int farthest;

        int rangeDepth;
        int actionPosition = NO_ACTION;
    }

    /** How a list of statements ended. */
    private enum Terminator {
        END("{{end}}"),
        ELSE("{{else}}"),
        END_OF_TEXT("EOF");

        private final String text;

        Terminator(String text) {
            this.text = text;
        }
    }

    private record Body(Node.Sequence sequence, Terminator terminator) {}

    private void top() throws TemplateSyntaxException {
        int position = peek().position();
        List<Node.Statement> statements = new ArrayList<>();
        while (peek().kind() != Kind.END_OF_TEXT) {
            if (peek().kind() == Kind.LEFT_DELIMITER) {
                int delimiter = next;
                read();
                if (readNonSpace().kind() == Kind.DEFINE) {
                    definition();
                    continue;
                }
                next = delimiter;
            }
            Terminator terminator = textOrAction(statements);
            if (terminator != null) {
                throw error("unexpected " + terminator.text);
            }
        }
        add(source.name(), new Node.Sequence(position, List.copyOf(statements)));
    }

    private void definition() throws TemplateSyntaxException {
        String context = "define clause";
        Scope outer = scope;
        scope = new Scope();
        String name = templateName(readNonSpace(), context);
        expect(Kind.RIGHT_DELIMITER, context);
        Body body = body();
        checkClosed(body, context);
        add(name, body.sequence());
        scope = outer;
    }

    private void checkClosed(Body body, String context) throws TemplateSyntaxException {
        if (body.terminator() != Terminator.END) {
            throw error("unexpected " + body.terminator().text + " in " + context);
        }
    }

    private void add(String name, Node.Sequence sequence) throws TemplateSyntaxException {
        Node.Sequence existing = definitions.get(name);
        if (existing == null || isEmpty(existing)) {
            definitions.put(name, sequence);
        } else if (!isEmpty(sequence)) {
            throw error("template: multiple definition of template " + GoQuote.quote(name, false));
        }
    }

    private static boolean isEmpty(Node.Sequence sequence) {
        return sequence.statements().stream()
                .allMatch(statement -> statement instanceof Node.Text text
                        && GoStrings.trim(text.text()).isEmpty());
    }

    /** Statements up to an {@code end} or {@code else}. */
    private Body body() throws TemplateSyntaxException {
        enter();
        int position = peekNonSpace().position();
        List<Node.Statement> statements = new ArrayList<>();
        while (peekNonSpace().kind() != Kind.END_OF_TEXT) {
            Terminator terminator = textOrAction(statements);
            if (terminator != null) {
                nesting--;
                return new Body(new Node.Sequence(position, List.copyOf(statements)), terminator);
            }
        }
        throw error("unexpected EOF");
    }

    /** Reads one statement into the list; the terminator if it was one. */
    private @Nullable Terminator textOrAction(List<Node.Statement> statements) throws TemplateSyntaxException {
        Token token = readNonSpace();
        if (token.kind() == Kind.TEXT) {
            statements.add(new Node.Text(token.position(), token.text()));
            return null;
        }
        if (token.kind() != Kind.LEFT_DELIMITER) {
            throw unexpected(token, "input");
        }
        Scope current = scope;
        current.actionPosition = token.position();
        Terminator terminator = action(statements);
        current.actionPosition = NO_ACTION;
        return terminator;
    }

    private @Nullable Terminator action(List<Node.Statement> statements) throws TemplateSyntaxException {
        int before = next;
        Token token = readNonSpace();
        switch (token.kind()) {
            case BLOCK -> statements.add(block());
            case BREAK -> statements.add(new Node.Break(loopControl(token)));
            case CONTINUE -> statements.add(new Node.Continue(loopControl(token)));
            case IF -> statements.add(ifStatement());
            case RANGE -> statements.add(range());
            case TEMPLATE -> statements.add(call());
            case WITH -> statements.add(with());
            case ELSE -> {
                Kind following = peekNonSpace().kind();
                if (following != Kind.IF && following != Kind.WITH) {
                    expect(Kind.RIGHT_DELIMITER, "else");
                }
                return Terminator.ELSE;
            }
            case END -> {
                expect(Kind.RIGHT_DELIMITER, "end");
                return Terminator.END;
            }
            default -> {
                next = before;
                int position = peekNonSpace().position();
                statements.add(new Node.Action(position, pipeline("command", Kind.RIGHT_DELIMITER)));
            }
        }
        return null;
    }

    private int loopControl(Token keyword) throws TemplateSyntaxException {
        String context = "{{" + keyword.text() + "}}";
        expect(Kind.RIGHT_DELIMITER, context);
        if (scope.rangeDepth == 0) {
            throw error(context + " outside {{range}}");
        }
        return keyword.position();
    }

    private Node.If ifStatement() throws TemplateSyntaxException {
        int outer = scope.variables.size();
        Node.Pipeline pipeline = pipeline("if", Kind.RIGHT_DELIMITER);
        Body body = body();
        Node.Sequence otherwise = null;
        if (body.terminator() == Terminator.ELSE) {
            otherwise = peek().kind() == Kind.IF ? chained() : lastBody();
        }
        forgetVariables(outer);
        return new Node.If(pipeline.position(), pipeline, body.sequence(), otherwise);
    }

    private Node.With with() throws TemplateSyntaxException {
        int outer = scope.variables.size();
        Node.Pipeline pipeline = pipeline("with", Kind.RIGHT_DELIMITER);
        Body body = body();
        Node.Sequence otherwise = null;
        if (body.terminator() == Terminator.ELSE) {
            otherwise = peek().kind() == Kind.WITH ? chained() : lastBody();
        }
        forgetVariables(outer);
        return new Node.With(pipeline.position(), pipeline, body.sequence(), otherwise);
    }

    private Node.Range range() throws TemplateSyntaxException {
        int outer = scope.variables.size();
        Node.Pipeline pipeline = pipeline("range", Kind.RIGHT_DELIMITER);
        scope.rangeDepth++;
        Body body = body();
        scope.rangeDepth--;
        Node.Sequence otherwise = body.terminator() == Terminator.ELSE ? lastBody() : null;
        forgetVariables(outer);
        return new Node.Range(pipeline.position(), pipeline, body.sequence(), otherwise);
    }

    /** The rest of {@code else if} or {@code else with}: a statement of its own that shares the {@code end}. */
    private Node.Sequence chained() throws TemplateSyntaxException {
        enter();
        Token keyword = read();
        Node.Statement statement = keyword.kind() == Kind.IF ? ifStatement() : with();
        nesting--;
        return new Node.Sequence(keyword.position(), List.of(statement));
    }

    private Node.Sequence lastBody() throws TemplateSyntaxException {
        Body body = body();
        if (body.terminator() != Terminator.END) {
            throw error("expected end; found " + body.terminator().text);
        }
        return body.sequence();
    }

    private void forgetVariables(int outer) {
        scope.variables.subList(outer, scope.variables.size()).clear();
    }

    private Node.Call block() throws TemplateSyntaxException {
        String context = "block clause";
        Token token = readNonSpace();
        String name = templateName(token, context);
        Node.Pipeline pipeline = pipeline(context, Kind.RIGHT_DELIMITER);
        Scope outer = scope;
        Scope inner = new Scope();
        scope = inner;
        Body body = body();
        scope = outer;
        checkClosed(body, context);
        scope = inner;
        add(name, body.sequence());
        scope = outer;
        return new Node.Call(token.position(), name, pipeline);
    }

    private Node.Call call() throws TemplateSyntaxException {
        String context = "template clause";
        Token token = readNonSpace();
        String name = templateName(token, context);
        int before = next;
        if (readNonSpace().kind() == Kind.RIGHT_DELIMITER) {
            return new Node.Call(token.position(), name, null);
        }
        next = before;
        return new Node.Call(token.position(), name, pipeline(context, Kind.RIGHT_DELIMITER));
    }

    private String templateName(Token token, String context) throws TemplateSyntaxException {
        if (token.kind() != Kind.STRING && token.kind() != Kind.RAW_STRING) {
            throw unexpected(token, context);
        }
        return unquote(token);
    }

    private String unquote(Token token) throws TemplateSyntaxException {
        String text = GoQuote.unquote(token.text());
        if (text == null) {
            throw error("invalid syntax");
        }
        return text;
    }

    private Node.Pipeline pipeline(String context, Kind end) throws TemplateSyntaxException {
        int position = peekNonSpace().position();
        List<Node.Variable> declared = new ArrayList<>();
        boolean assigns = declarations(context, declared);
        List<Node.Command> commands = new ArrayList<>();
        while (true) {
            int before = next;
            Token token = readNonSpace();
            if (token.kind() == end) {
                checkCommands(commands, context);
                return new Node.Pipeline(position, List.copyOf(declared), assigns, List.copyOf(commands));
            }
            switch (token.kind()) {
                case BOOL,
                        CHARACTER_CONSTANT,
                        COMPLEX,
                        DOT,
                        FIELD,
                        IDENTIFIER,
                        NUMBER,
                        NIL,
                        RAW_STRING,
                        STRING,
                        VARIABLE,
                        LEFT_PARENTHESIS -> {
                    next = before;
                    commands.add(command());
                }
                default -> throw unexpected(token, context);
            }
        }
    }

    /** Variables before {@code :=} or {@code =}, if there are any; true for {@code =}. */
    private boolean declarations(String context, List<Node.Variable> declared) throws TemplateSyntaxException {
        while (peekNonSpace().kind() == Kind.VARIABLE) {
            int before = next;
            Token variable = readNonSpace();
            Token following = peekNonSpace();
            boolean listed =
                    following.kind() == Kind.CHARACTER && following.text().equals(",");
            if (!listed && following.kind() != Kind.ASSIGN && following.kind() != Kind.DECLARE) {
                next = before;
                return false;
            }
            readNonSpace();
            declared.add(new Node.Variable(
                    variable.position(), variable.text(), List.of(), variable.position(), variable.end()));
            scope.variables.add(variable.text());
            if (!listed) {
                return following.kind() == Kind.ASSIGN;
            }
            if (!context.equals("range") || declared.size() > 1) {
                throw error("too many declarations in " + context);
            }
            switch (peekNonSpace().kind()) {
                case VARIABLE, RIGHT_DELIMITER, RIGHT_PARENTHESIS -> {
                    // the second variable, or none at all: refused with the pipeline
                }
                default -> throw error("range can only initialize variables");
            }
        }
        return false;
    }

    private void checkCommands(List<Node.Command> commands, String context) throws TemplateSyntaxException {
        if (commands.isEmpty()) {
            throw error("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            switch (commands.get(i).operands().getFirst()) {
                case Node.Bool _, Node.Dot _, Node.Nil _, Node.Number _, Node.Literal _ ->
                    throw error("non executable command in pipeline stage " + (i + 1));
                case Node.Pipeline _, Node.Field _, Node.Variable _, Node.Chain _, Node.Identifier _ -> {
                    // can take the value of the command before
                }
            }
        }
    }

    private Node.Command command() throws TemplateSyntaxException {
        int position = peekNonSpace().position();
        List<Node.Operand> operands = new ArrayList<>();
        while (true) {
            peekNonSpace();
            Node.Operand operand = operand();
            if (operand != null) {
                operands.add(operand);
            }
            Token token = read();
            if (token.kind() == Kind.SPACE) {
                continue;
            }
            switch (token.kind()) {
                case RIGHT_DELIMITER, RIGHT_PARENTHESIS -> next--;
                case PIPE -> {
                    // the next command follows
                }
                default -> throw unexpected(token, "operand");
            }
            if (operands.isEmpty()) {
                throw error("empty command");
            }
            return new Node.Command(position, List.copyOf(operands));
        }
    }

    private Node.@Nullable Operand operand() throws TemplateSyntaxException {
        int before = next;
        Node.Operand term = term();
        if (term == null) {
            next = before;
            return null;
        }
        if (peek().kind() != Kind.FIELD) {
            return term;
        }
        int position = peek().position();
        List<String> path = new ArrayList<>();
        int end = position;
        while (peek().kind() == Kind.FIELD) {
            Token field = read();
            path.add(field.text().substring(1));
            end = field.end();
        }
        return switch (term) {
            case Node.Field field -> new Node.Field(position, joined(field.path(), path), field.start(), end);
            case Node.Variable variable ->
                new Node.Variable(position, variable.name(), joined(variable.path(), path), variable.start(), end);
            case Node.Bool _, Node.Literal _, Node.Number _, Node.Nil _, Node.Dot _ ->
                throw error("unexpected . after term " + GoQuote.quote(term.toString(), false));
            case Node.Pipeline _, Node.Identifier _, Node.Chain _ -> new Node.Chain(position, term, List.copyOf(path));
        };
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> joined = new ArrayList<>(first);
        joined.addAll(second);
        return List.copyOf(joined);
    }

    private Node.@Nullable Operand term() throws TemplateSyntaxException {
        Token token = readNonSpace();
        int position = token.position();
        return switch (token.kind()) {
            case IDENTIFIER -> identifier(token);
            case DOT -> new Node.Dot(position);
            case NIL -> new Node.Nil(position);
            case VARIABLE -> variable(token);
            case FIELD -> new Node.Field(position, List.of(token.text().substring(1)), position, token.end());
            case BOOL -> new Node.Bool(position, token.text().equals("true"));
            case CHARACTER_CONSTANT -> number(token, NumberLiteral.character(token.text()));
            case COMPLEX -> number(token, NumberLiteral.complex(token.text()));
            case NUMBER -> number(token, NumberLiteral.number(token.text()));
            case STRING, RAW_STRING -> new Node.Literal(position, token.text(), unquote(token), token.end());
            case LEFT_PARENTHESIS -> {
                enter();
                Node.Pipeline pipeline = pipeline("parenthesized pipeline", Kind.RIGHT_PARENTHESIS);
                nesting--;
                yield pipeline;
            }
            default -> null;
        };
    }

    private Node.Identifier identifier(Token token) throws TemplateSyntaxException {
        Invocable function = functions.find(token.text());
        if (function == null) {
            function = Builtin.find(token.text());
        }
        if (function == null) {
            throw error("function " + GoQuote.quote(token.text(), false) + " not defined");
        }
        functionsUsed.add(token.text());
        return new Node.Identifier(token.position(), token.text(), function);
    }

    private Node.Variable variable(Token token) throws TemplateSyntaxException {
        if (!scope.variables.contains(token.text())) {
            throw error("undefined variable " + GoQuote.quote(token.text(), false));
        }
        return new Node.Variable(token.position(), token.text(), List.of(), token.position(), token.end());
    }

    private Node.Number number(Token token, NumberLiteral.Result result) throws TemplateSyntaxException {
        NumberLiteral literal = result.literal();
        if (literal == null) {
            throw error(result.error());
        }
        return new Node.Number(token.position(), literal);
    }

    private Token read() {
        scope.farthest = Math.max(scope.farthest, next);
        // an error is always the last token; whoever reads on sees it again
        return tokens.get(next < tokens.size() - 1 ? next++ : next);
    }

    private Token readNonSpace() {
        Token token = read();
        return token.kind() == Kind.SPACE ? readNonSpace() : token;
    }

    private Token peek() {
        scope.farthest = Math.max(scope.farthest, next);
        return tokens.get(next);
    }

    /** Skips blanks and shows what follows. */
    private Token peekNonSpace() {
        while (peek().kind() == Kind.SPACE) {
            next++;
        }
        return peek();
    }

    private void expect(Kind kind, String context) throws TemplateSyntaxException {
        Token token = readNonSpace();
        if (token.kind() != kind) {
            throw unexpected(token, context);
        }
    }

    private void enter() throws TemplateSyntaxException {
        if (++nesting > limits.maxNesting()) {
            throw tooDeep();
        }
    }

    private TemplateSyntaxException tooDeep() {
        return error("max expression depth exceeded");
    }

    private TemplateSyntaxException unexpected(Token token, String context) {
        if (token.kind() != Kind.ERROR) {
            return error("unexpected " + token + " in " + context);
        }
        if (scope.actionPosition == NO_ACTION) {
            return error(token.text());
        }
        int actionLine = source.line(scope.actionPosition);
        if (actionLine == source.line(token.position())) {
            return error(token.text());
        }
        String started = " started at " + source.name() + ":" + actionLine;
        return error(token.text() + (token.text().endsWith(" action") ? started : " in action" + started));
    }

    private TemplateSyntaxException error(String why) {
        int position = tokens.get(scope.farthest).position();
        int line = source.line(position);
        return new TemplateSyntaxException(
                "template: " + source.name() + ":" + line + ": " + why, line, source.column(position));
    }
}
