package io.hyperfleet.adapter.engine.expression;

import static io.hyperfleet.gotemplate.ParameterType.ANY;
import static io.hyperfleet.gotemplate.ParameterType.STRING;
import static io.hyperfleet.gotemplate.ParameterType.TIME;

import io.hyperfleet.gotemplate.FunctionMap;
import io.hyperfleet.gotemplate.GoFormat;
import io.hyperfleet.gotemplate.GoFunction;
import io.hyperfleet.gotemplate.GoNumbers;
import io.hyperfleet.gotemplate.GoStrings;
import io.hyperfleet.gotemplate.GoTime;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The functions that task files may use in templates, beside Go's own. Text comes first and what is looked for second, also
 * where a pipe would want it the other way round: that is how the original has them.
 */
final class TemplateFunctions {

    private TemplateFunctions() {}

    /**
     * @param now asked each time a template calls {@code now}
     */
    static FunctionMap with(Supplier<ZonedDateTime> now) {
        return FunctionMap.builder()
                .put("now", arguments -> now.get())
                .put("date", TemplateFunctions::date, STRING, TIME)
                .put("dateFormat", TemplateFunctions::date, STRING, TIME)
                .put("lower", arguments -> GoStrings.toLower(text(arguments, 0)), STRING)
                .put("upper", arguments -> GoStrings.toUpper(text(arguments, 0)), STRING)
                .put("title", arguments -> GoStrings.toTitle(text(arguments, 0)), STRING)
                .put("trim", arguments -> GoStrings.trim(text(arguments, 0)), STRING)
                .put(
                        "trimPrefix",
                        arguments -> GoStrings.trimPrefix(text(arguments, 0), text(arguments, 1)),
                        STRING,
                        STRING)
                .put(
                        "trimSuffix",
                        arguments -> GoStrings.trimSuffix(text(arguments, 0), text(arguments, 1)),
                        STRING,
                        STRING)
                .put(
                        "replace",
                        arguments -> GoStrings.replaceAll(text(arguments, 0), text(arguments, 1), text(arguments, 2)),
                        STRING,
                        STRING,
                        STRING)
                .put("contains", arguments -> text(arguments, 0).contains(text(arguments, 1)), STRING, STRING)
                .put("hasPrefix", arguments -> text(arguments, 0).startsWith(text(arguments, 1)), STRING, STRING)
                .put("hasSuffix", arguments -> text(arguments, 0).endsWith(text(arguments, 1)), STRING, STRING)
                .put("quote", arguments -> GoFormat.quote(text(arguments, 0)), STRING)
                .put("default", arguments -> isUnset(arguments[1]) ? arguments[0] : arguments[1], ANY, ANY)
                .put("int", toInteger())
                .put("int64", toInteger())
                .put("float", toFloat())
                .put("float64", toFloat())
                .put("string", arguments -> GoFormat.value(arguments[0]), ANY)
                .build();
    }

    private static Object date(@Nullable Object[] arguments) {
        return GoTime.format((ZonedDateTime) Objects.requireNonNull(arguments[1]), text(arguments, 0));
    }

    private static String text(@Nullable Object[] arguments, int index) {
        return (String) Objects.requireNonNull(arguments[index]);
    }

    private static boolean isUnset(@Nullable Object value) {
        return value == null || value.equals("");
    }

    /** What is no number counts as 0; text out of range as the nearest limit, a double out of range as the smallest. */
    private static GoFunction toInteger() {
        return GoFunction.of(
                arguments -> switch (arguments[0]) {
                    case Long integer -> integer;
                    case Integer integer -> (long) integer;
                    case Double number -> Math.abs(number) < 0x1p63 ? number.longValue() : Long.MIN_VALUE;
                    case String text -> GoNumbers.parseInt(text, 10, 64).value();
                    case null, default -> 0L;
                },
                ANY);
    }

    private static GoFunction toFloat() {
        return GoFunction.of(
                arguments -> switch (arguments[0]) {
                    case Double number -> number;
                    case Long integer -> integer.doubleValue();
                    case Integer integer -> integer.doubleValue();
                    case String text -> GoNumbers.parseFloat(text).value();
                    case null, default -> 0.0;
                },
                ANY);
    }
}
