package io.hyperfleet.gotemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a parsed template. {@code position} is the index in the text that error messages name; {@code toString} is the
 * node as Go prints it in them.
 */
sealed interface Node {

    int position();

    /** What stands in the template outside of expressions. */
    sealed interface Statement extends Node {}

    /** What a command is made of. */
    sealed interface Operand extends Node {}

    record Text(int position, String text) implements Statement {
        @Override
        public String toString() {
            return text;
        }
    }

    record Sequence(int position, List<Statement> statements) implements Node {
        @Override
        public String toString() {
            StringBuilder out = new StringBuilder();
            statements.forEach(out::append);
            return out.toString();
        }
    }

    record Action(int position, Pipeline pipeline) implements Statement {
        @Override
        public String toString() {
            return "{{" + pipeline + "}}";
        }
    }

    record Break(int position) implements Statement {
        @Override
        public String toString() {
            return "{{break}}";
        }
    }

    record Continue(int position) implements Statement {
        @Override
        public String toString() {
            return "{{continue}}";
        }
    }

    record If(
            int position,
            Pipeline pipeline,
            Sequence body,
            @Nullable Sequence otherwise) implements Statement {
        @Override
        public String toString() {
            return branch("if", pipeline, body, otherwise);
        }
    }

    record With(
            int position,
            Pipeline pipeline,
            Sequence body,
            @Nullable Sequence otherwise) implements Statement {
        @Override
        public String toString() {
            return branch("with", pipeline, body, otherwise);
        }
    }

    record Range(
            int position,
            Pipeline pipeline,
            Sequence body,
            @Nullable Sequence otherwise) implements Statement {
        @Override
        public String toString() {
            return branch("range", pipeline, body, otherwise);
        }
    }

    /** {@code {{template "name" pipeline}}}. */
    record Call(int position, String name, @Nullable Pipeline pipeline) implements Statement {
        @Override
        public String toString() {
            return "{{template " + GoQuote.quote(name, false) + (pipeline == null ? "" : " " + pipeline) + "}}";
        }
    }

    /**
     * Commands joined by {@code |}, possibly with variables to the left. Also an operand, in parentheses.
     *
     * @param assigns the variables exist already: {@code =} instead of {@code :=}
     */
    record Pipeline(int position, List<Variable> declared, boolean assigns, List<Command> commands) implements Operand {
        @Override
        public String toString() {
            StringBuilder out = new StringBuilder();
            if (!declared.isEmpty()) {
                out.append(join(declared, ", ")).append(assigns ? " = " : " := ");
            }
            return out.append(join(commands, " | ")).toString();
        }
    }

    record Command(int position, List<Operand> operands) implements Node {
        @Override
        public String toString() {
            StringBuilder out = new StringBuilder();
            for (Operand operand : operands) {
                out.append(out.isEmpty() ? "" : " ").append(enclosed(operand));
            }
            return out.toString();
        }
    }

    /** {@code .a.b}; {@code start} and {@code end} enclose the whole chain in the text. */
    record Field(int position, List<String> path, int start, int end) implements Operand {
        @Override
        public String toString() {
            return dotted(path);
        }
    }

    /** {@code $x} or {@code $x.a.b}; the name includes the dollar sign. */
    record Variable(int position, String name, List<String> path, int start, int end) implements Operand {
        @Override
        public String toString() {
            return name + dotted(path);
        }
    }

    /** Fields of something computed: {@code (index .l 0).a}. */
    record Chain(int position, Operand operand, List<String> path) implements Operand {
        @Override
        public String toString() {
            return enclosed(operand) + dotted(path);
        }
    }

    /** The name of a function, looked up when the template was parsed. */
    record Identifier(int position, String name, Invocable function) implements Operand {
        @Override
        public String toString() {
            return name;
        }
    }

    record Dot(int position) implements Operand {
        @Override
        public String toString() {
            return ".";
        }
    }

    record Nil(int position) implements Operand {
        @Override
        public String toString() {
            return "nil";
        }
    }

    record Bool(int position, boolean value) implements Operand {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    record Literal(int position, String quoted, String text, int end) implements Operand {
        @Override
        public String toString() {
            return quoted;
        }
    }

    record NumericLiteral(int position, NumberLiteral value) implements Operand {
        @Override
        public String toString() {
            return value.text();
        }
    }

    private static String branch(String keyword, Pipeline pipeline, Sequence body, @Nullable Sequence otherwise) {
        String tail = otherwise == null ? "" : "{{else}}" + otherwise;
        return "{{" + keyword + " " + pipeline + "}}" + body + tail + "{{end}}";
    }

    private static String enclosed(Operand operand) {
        return operand instanceof Pipeline ? "(" + operand + ")" : operand.toString();
    }

    private static String dotted(List<String> path) {
        return path.isEmpty() ? "" : "." + String.join(".", path);
    }

    private static String join(List<? extends Node> nodes, String separator) {
        return String.join(separator, nodes.stream().map(Object::toString).toList());
    }
}
