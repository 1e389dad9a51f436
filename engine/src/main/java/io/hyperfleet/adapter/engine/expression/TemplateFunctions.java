package io.hyperfleet.adapter.engine.expression;

import static io.hyperfleet.gotemplate.ParameterType.ANY;
import static io.hyperfleet.gotemplate.ParameterType.STRING;
import static io.hyperfleet.gotemplate.ParameterType.TIME;

import io.hyperfleet.gotemplate.FunctionMap;
import io.hyperfleet.gotemplate.GoFormat;
import io.hyperfleet.gotemplate.GoNumbers;
import io.hyperfleet.gotemplate.GoStrings;
import io.hyperfleet.gotemplate.GoTime;
import java.time.ZonedDateTime;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The functions templates have beside Go's own. Functions on a text and something else take the text first, so a text
 * that is piped in comes last: {@code {{ .s | trimPrefix "a" }}} takes {@code .s} off {@code a}.
 */
final class TemplateFunctions {

    /** The time that {@code now} tells, bound by whoever executes a template. */
    static final ScopedValue<ZonedDateTime> NOW = ScopedValue.newInstance();

    static final FunctionMap ALL = create();

    private static final double LONG_LIMIT = 0x1p63;

    private TemplateFunctions() {}

    private static FunctionMap create() {
        FunctionMap.Builder functions = FunctionMap.builder();
        functions.put("now", arguments -> NOW.get());
        functions.put("date", arguments -> format(arguments), STRING, TIME);
        functions.put("dateFormat", arguments -> format(arguments), STRING, TIME);
        putMapping(functions, "lower", GoStrings::toLower);
        putMapping(functions, "upper", GoStrings::toUpper);
        putMapping(functions, "title", GoStrings::toTitle);
        putMapping(functions, "trim", GoStrings::trim);
        putMapping(functions, "quote", GoFormat::quote);
        putTest(functions, "contains", String::contains);
        putTest(functions, "hasPrefix", String::startsWith);
        putTest(functions, "hasSuffix", String::endsWith);
        functions.put(
                "trimPrefix",
                arguments -> GoStrings.trimPrefix(text(arguments[0]), text(arguments[1])),
                STRING,
                STRING);
        functions.put(
                "trimSuffix",
                arguments -> GoStrings.trimSuffix(text(arguments[0]), text(arguments[1])),
                STRING,
                STRING);
        functions.put(
                "replace",
                arguments -> GoStrings.replaceAll(text(arguments[0]), text(arguments[1]), text(arguments[2])),
                STRING,
                STRING,
                STRING);
        functions.put("default", arguments -> isEmpty(arguments[1]) ? arguments[0] : arguments[1], ANY, ANY);
        functions.put("int", arguments -> toInteger(arguments[0]), ANY);
        functions.put("int64", arguments -> toInteger(arguments[0]), ANY);
        functions.put("float", arguments -> toDouble(arguments[0]), ANY);
        functions.put("float64", arguments -> toDouble(arguments[0]), ANY);
        functions.put("string", arguments -> GoFormat.value(arguments[0]), ANY);
        return functions.build();
    }

    private static void putMapping(FunctionMap.Builder functions, String name, UnaryOperator<String> mapping) {
        functions.put(name, arguments -> mapping.apply(text(arguments[0])), STRING);
    }

    private static void putTest(FunctionMap.Builder functions, String name, BiPredicate<String, String> test) {
        functions.put(name, arguments -> test.test(text(arguments[0]), text(arguments[1])), STRING, STRING);
    }

    /** An argument whose parameter is a text; the template engine has checked it. */
    private static String text(@Nullable Object argument) {
        return String.valueOf(argument);
    }

    private static String format(@Nullable Object[] arguments) {
        return arguments[1] instanceof ZonedDateTime time ? GoTime.format(time, text(arguments[0])) : "";
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null || value.equals("");
    }

    /** Truncates; a text out of range gives the nearest limit, a double out of range the smallest integer. */
    private static long toInteger(@Nullable Object value) {
        return switch (value) {
            case Long number -> number;
            case Double number when Math.abs(number) < LONG_LIMIT -> number.longValue();
            case Double number -> Long.MIN_VALUE;
            case String text -> GoNumbers.parseInt(text, 10, Long.SIZE).value();
            case null, default -> 0;
        };
    }

    private static double toDouble(@Nullable Object value) {
        return switch (value) {
            case Double number -> number;
            case Long number -> number;
            case String text -> GoNumbers.parseFloat(text).value();
            case null, default -> 0;
        };
    }
}
