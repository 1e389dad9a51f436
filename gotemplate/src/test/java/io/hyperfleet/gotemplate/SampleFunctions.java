package io.hyperfleet.gotemplate;

import static io.hyperfleet.gotemplate.ParameterType.ANY;
import static io.hyperfleet.gotemplate.ParameterType.STRING;
import static io.hyperfleet.gotemplate.ParameterType.TIME;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** The functions the recorded templates call. */
final class SampleFunctions {

    static final FunctionMap ALL = FunctionMap.builder()
            .put("now", _ -> ZonedDateTime.now(ZoneOffset.UTC))
            .put("date", SampleFunctions::date, STRING, TIME)
            .put("dateFormat", SampleFunctions::date, STRING, TIME)
            .put("lower", arguments -> GoStrings.toLower(text(arguments, 0)), STRING)
            .put("upper", arguments -> GoStrings.toUpper(text(arguments, 0)), STRING)
            .put("title", arguments -> GoStrings.toTitle(text(arguments, 0)), STRING)
            .put("trim", arguments -> GoStrings.trim(text(arguments, 0)), STRING)
            .put("quote", arguments -> GoFormat.quote(text(arguments, 0)), STRING)
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
            .put("contains", arguments -> text(arguments, 0).contains(text(arguments, 1)), STRING, STRING)
            .put("hasPrefix", arguments -> text(arguments, 0).startsWith(text(arguments, 1)), STRING, STRING)
            .put("hasSuffix", arguments -> text(arguments, 0).endsWith(text(arguments, 1)), STRING, STRING)
            .put(
                    "replace",
                    arguments -> GoStrings.replaceAll(text(arguments, 0), text(arguments, 1), text(arguments, 2)),
                    STRING,
                    STRING,
                    STRING)
            .put("default", arguments -> isUnset(arguments[1]) ? arguments[0] : arguments[1], ANY, ANY)
            .put("int", arguments -> integer(arguments[0]), ANY)
            .put("int64", arguments -> integer(arguments[0]), ANY)
            .put("float", arguments -> floating(arguments[0]), ANY)
            .put("float64", arguments -> floating(arguments[0]), ANY)
            .put("string", arguments -> GoFormat.value(arguments[0]), ANY)
            .build();

    private SampleFunctions() {}

    private static String text(@Nullable Object[] arguments, int index) {
        return String.valueOf(arguments[index]);
    }

    private static Object date(@Nullable Object[] arguments) {
        if (!(arguments[1] instanceof ZonedDateTime time)) {
            throw new IllegalStateException("checked before");
        }
        return GoTime.format(time, text(arguments, 0));
    }

    private static boolean isUnset(@Nullable Object value) {
        return value == null || value.equals("");
    }

    private static Object integer(@Nullable Object value) {
        return switch (value) {
            case Long number -> number;
            case Double number when number > -0x1p63 && number < 0x1p63 -> number.longValue();
            case Double _ -> Long.MIN_VALUE;
            case String text -> GoNumbers.parseInt(text, 10, 64).value();
            case null, default -> 0L;
        };
    }

    private static Object floating(@Nullable Object value) {
        return switch (value) {
            case Long number -> number.doubleValue();
            case Double number -> number;
            case String text -> GoNumbers.parseFloat(text).value();
            case null, default -> 0.0;
        };
    }
}
