package io.hyperfleet.gotemplate;

import io.hyperfleet.gotemplate.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads pipelines: what stands inside an action apart from keywords. */
final class PipelineParser {

    private final TokenReader tokens;
    private final FunctionMap functions;
    private final Set<String> functionsUsed = new TreeSet<>();

    PipelineParser(TokenReader tokens, FunctionMap functions) {
        this.tokens = tokens;
        this.functions = functions;
    }

    /** Names of all functions met so far. */
    Set<String> functionsUsed() {
        return Set.copyOf(functionsUsed);
    }

    /**
     * Reads a pipeline and what ends it.
     *
     * @param context what the pipeline belongs to, for messages
     */
    Node.Pipeline pipeline(String context, Kind end) throws TemplateSyntaxException {
        int position = tokens.peekNonSpace().position();
        List<Node.Variable> declared = new ArrayList<>();
        boolean assigns = declarations(context, declared);
        List<Node.Command> commands = new ArrayList<>();
        while (true) {
            int before = tokens.mark();
            Token token = tokens.readNonSpace();
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
                    tokens.reset(before);
                    commands.add(command());
                }
                default -> throw tokens.unexpected(token, context);
            }
        }
    }

    /** Variables before {@code :=} or {@code =}, if there are any; true for {@code =}. */
    private boolean declarations(String context, List<Node.Variable> declared) throws TemplateSyntaxException {
        while (tokens.peekNonSpace().kind() == Kind.VARIABLE) {
            int before = tokens.mark();
            Token variable = tokens.readNonSpace();
            Token following = tokens.peekNonSpace();
            boolean listed =
                    following.kind() == Kind.CHARACTER && following.text().equals(",");
            if (!listed && following.kind() != Kind.ASSIGN && following.kind() != Kind.DECLARE) {
                tokens.reset(before);
                return false;
            }
            tokens.readNonSpace();
            declared.add(new Node.Variable(
                    variable.position(), variable.text(), List.of(), variable.position(), variable.end()));
            tokens.scope.variables.add(variable.text());
            if (!listed) {
                return following.kind() == Kind.ASSIGN;
            }
            if (!context.equals("range") || declared.size() > 1) {
                throw tokens.error("too many declarations in " + context);
            }
            switch (tokens.peekNonSpace().kind()) {
                case VARIABLE, RIGHT_DELIMITER, RIGHT_PARENTHESIS -> {
                    // the second variable, or none at all: refused with the pipeline
                }
                default -> throw tokens.error("range can only initialize variables");
            }
        }
        return false;
    }

    private void checkCommands(List<Node.Command> commands, String context) throws TemplateSyntaxException {
        if (commands.isEmpty()) {
            throw tokens.error("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            switch (commands.get(i).operands().getFirst()) {
                case Node.Bool _, Node.Dot _, Node.Nil _, Node.NumericLiteral _, Node.Literal _ ->
                    throw tokens.error("non executable command in pipeline stage " + (i + 1));
                case Node.Pipeline _, Node.Field _, Node.Variable _, Node.Chain _, Node.Identifier _ -> {
                    // can take the value of the command before
                }
            }
        }
    }

    private Node.Command command() throws TemplateSyntaxException {
        int position = tokens.peekNonSpace().position();
        List<Node.Operand> operands = new ArrayList<>();
        while (true) {
            tokens.peekNonSpace();
            Node.Operand operand = operand();
            if (operand != null) {
                operands.add(operand);
            }
            Token token = tokens.read();
            if (token.kind() == Kind.SPACE) {
                continue;
            }
            switch (token.kind()) {
                case RIGHT_DELIMITER, RIGHT_PARENTHESIS -> tokens.reset(tokens.mark() - 1);
                case PIPE -> {
                    // the next command follows
                }
                default -> throw tokens.unexpected(token, "operand");
            }
            if (operands.isEmpty()) {
                throw tokens.error("empty command");
            }
            return new Node.Command(position, List.copyOf(operands));
        }
    }

    private Node.@Nullable Operand operand() throws TemplateSyntaxException {
        int before = tokens.mark();
        Node.Operand term = term();
        if (term == null) {
            tokens.reset(before);
            return null;
        }
        if (tokens.peek().kind() != Kind.FIELD) {
            return term;
        }
        int position = tokens.peek().position();
        List<String> path = new ArrayList<>();
        int end = position;
        while (tokens.peek().kind() == Kind.FIELD) {
            Token field = tokens.read();
            path.add(field.text().substring(1));
            end = field.end();
        }
        return switch (term) {
            case Node.Field field -> new Node.Field(position, joined(field.path(), path), field.start(), end);
            case Node.Variable variable ->
                new Node.Variable(position, variable.name(), joined(variable.path(), path), variable.start(), end);
            case Node.Bool _, Node.Literal _, Node.NumericLiteral _, Node.Nil _, Node.Dot _ ->
                throw tokens.error("unexpected . after term " + GoQuote.quote(term.toString(), false));
            case Node.Pipeline _, Node.Identifier _, Node.Chain _ -> new Node.Chain(position, term, List.copyOf(path));
        };
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> joined = new ArrayList<>(first);
        joined.addAll(second);
        return List.copyOf(joined);
    }

    private Node.@Nullable Operand term() throws TemplateSyntaxException {
        Token token = tokens.readNonSpace();
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
            case STRING, RAW_STRING -> new Node.Literal(position, token.text(), tokens.unquote(token), token.end());
            case LEFT_PARENTHESIS -> {
                tokens.enter();
                Node.Pipeline pipeline = pipeline("parenthesized pipeline", Kind.RIGHT_PARENTHESIS);
                tokens.leave();
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
            throw tokens.error("function " + GoQuote.quote(token.text(), false) + " not defined");
        }
        functionsUsed.add(token.text());
        return new Node.Identifier(token.position(), token.text(), function);
    }

    private Node.Variable variable(Token token) throws TemplateSyntaxException {
        if (!tokens.scope.variables.contains(token.text())) {
            throw tokens.error("undefined variable " + GoQuote.quote(token.text(), false));
        }
        return new Node.Variable(token.position(), token.text(), List.of(), token.position(), token.end());
    }

    private Node.NumericLiteral number(Token token, NumberLiteral.Result result) throws TemplateSyntaxException {
        NumberLiteral literal = result.literal();
        if (literal == null) {
            throw tokens.error(result.error());
        }
        return new Node.NumericLiteral(token.position(), literal);
    }
}
