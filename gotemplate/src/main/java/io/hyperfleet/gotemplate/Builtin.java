package io.hyperfleet.gotemplate;

import static io.hyperfleet.gotemplate.ParameterType.ANY;
import static io.hyperfleet.gotemplate.ParameterType.STRING;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions every template has. {@code and}, {@code or} and {@code call} are carried out by the {@link Evaluator}. */
enum Builtin implements Invocable {
    AND(true, ANY, ANY),
    OR(true, ANY, ANY),
    NOT(false, ANY),
    CALL(true, ANY, ANY),
    EQ(true, ANY, ANY),
    NE(false, ANY, ANY),
    LT(false, ANY, ANY),
    LE(false, ANY, ANY),
    GT(false, ANY, ANY),
    GE(false, ANY, ANY),
    LEN(false, ANY),
    INDEX(true, ANY, ANY),
    SLICE(true, ANY, ANY),
    PRINT(true, ANY),
    PRINTF(true, STRING, ANY),
    PRINTLN(true, ANY),
    HTML(true, ANY),
    JS(true, ANY),
    URLQUERY(true, ANY);

    private static final Map<String, Builtin> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(
                    builtin -> builtin.name().toLowerCase(Locale.ROOT), Function.identity()));

    private final boolean variadic;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<ParameterType> parameters;

    Builtin(boolean variadic, ParameterType... parameters) {
        this.variadic = variadic;
        this.parameters = List.of(parameters);
    }

    static @Nullable Builtin find(String name) {
        return BY_NAME.get(name);
    }

    @Override
    public List<ParameterType> parameters() {
        return parameters;
    }

    @Override
    public boolean variadic() {
        return variadic;
    }

    /**
     * @param arguments checked for number and type; nils of maps and lists are marked
     * @param longest characters a text that is produced may have
     */
    @Nullable
    Object call(@Nullable Object[] arguments, int longest) throws FunctionException {
        return switch (this) {
            case NOT -> !GoType.isTrue(Marker.unboxed(arguments[0]));
            case EQ -> Comparison.equalsAny(unboxed(arguments));
            case NE -> !Comparison.equalsAny(unboxed(arguments));
            case LT -> Comparison.isLess(Marker.unboxed(arguments[0]), Marker.unboxed(arguments[1]));
            case LE -> Comparison.isLessOrEqual(Marker.unboxed(arguments[0]), Marker.unboxed(arguments[1]));
            case GT -> !Comparison.isLessOrEqual(Marker.unboxed(arguments[0]), Marker.unboxed(arguments[1]));
            case GE -> !Comparison.isLess(Marker.unboxed(arguments[0]), Marker.unboxed(arguments[1]));
            case LEN -> Containers.length(arguments[0]);
            case INDEX -> Containers.index(unboxed(arguments));
            case SLICE -> Containers.slice(arguments);
            case PRINT -> GoFormat.sprint(longest, unboxed(arguments));
            case PRINTLN -> GoFormat.sprintln(longest, unboxed(arguments));
            case PRINTF -> printf(unboxed(arguments), longest);
            case HTML -> Escaping.html(joined(arguments, longest));
            case JS -> Escaping.javaScript(joined(arguments, longest));
            case URLQUERY -> Escaping.urlQuery(joined(arguments, longest));
            case AND, OR, CALL -> throw new IllegalStateException("not called as a function: " + this);
        };
    }

    private static String printf(@Nullable Object[] arguments, int longest) {
        StringBuilder out = new StringBuilder();
        Formatter.format(
                out, longest, String.valueOf(arguments[0]), Arrays.copyOfRange(arguments, 1, arguments.length));
        return out.toString();
    }

    /** The arguments of an escaping function as one text. */
    private static String joined(@Nullable Object[] arguments, int longest) {
        @Nullable Object[] printable = new @Nullable Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            Object argument = Marker.unboxed(arguments[i]);
            printable[i] = argument == null ? "<no value>" : argument;
        }
        return GoFormat.sprint(longest, printable);
    }

    private static @Nullable Object[] unboxed(@Nullable Object[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = Marker.unboxed(arguments[i]);
        }
        return arguments;
    }
}
