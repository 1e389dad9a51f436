package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.adapter.engine.value.JsonEncoder;
import io.hyperfleet.adapter.engine.value.JsonEncoder.Encoded;
import io.hyperfleet.adapter.engine.value.Rfc3339;
import io.hyperfleet.gotemplate.GoNumbers;
import io.hyperfleet.gotemplate.Parsed;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The adapter's own eight functions. Wherever they take a list or map, a computed one is as good as one from data. */
final class AdapterFunctions {

    private static final long NO_AGE = -1;

    private AdapterFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("now", AdapterFunctions::now);
        table.add("toJson", 1, (frame, arguments) -> toJson(frame, arguments[0]));
        table.add("dig", 2, (frame, arguments) -> dig(arguments));
        table.add("conditionStatus", 2, AdapterFunctions::conditionStatus);
        table.add("conditionAge", 2, AdapterFunctions::conditionAge);
        table.add("stableFor", AdapterFunctions::stableFor);
        table.add("statusFeedbackValue", 2, (frame, arguments) -> feedbackValue(arguments));
        table.add("triState", 2, (frame, arguments) -> triState(arguments));
    }

    private static Object now(Frame frame, @Nullable Object[] arguments) {
        return arguments.length == 0
                ? Rfc3339.format(frame.now().toOffsetDateTime().truncatedTo(ChronoUnit.SECONDS))
                : Function.NO_OVERLOAD;
    }

    private static Object toJson(Frame frame, @Nullable Object value) {
        return switch (JsonEncoder.encode(Values.toPlain(value))) {
            case Encoded.Text(String json) -> {
                frame.spend(json.length());
                yield json;
            }
            case Encoded.Unsupported(String reason) -> new CelError("toJson() failed to marshal value: " + reason);
        };
    }

    /** Follows a path of keys and list positions; null when it leads nowhere. Blank segments count for nothing. */
    private static @Nullable Object dig(@Nullable Object[] arguments) {
        if (!(arguments[1] instanceof String path)) {
            return Function.NO_OVERLOAD;
        }
        Object current = arguments[0];
        for (String part : path.split("\\.", -1)) {
            String segment = part.strip();
            if (segment.isEmpty()) {
                continue;
            }
            current = switch (current) {
                case Map<?, ?> map -> map.get(segment);
                case List<?> list -> element(list, segment);
                case null, default -> null;
            };
        }
        return Values.adapt(current);
    }

    private static @Nullable Object element(List<?> list, String segment) {
        Parsed<Long> index = GoNumbers.parseInt(segment, 10, Long.SIZE);
        return index.isValid() && index.value() >= 0 && index.value() < list.size()
                ? list.get(index.value().intValue())
                : null;
    }

    private static Object conditionStatus(Frame frame, @Nullable Object[] arguments) {
        if (!(arguments[0] instanceof List<?> conditions) || !(arguments[1] instanceof String type)) {
            return Function.NO_OVERLOAD;
        }
        frame.spend(conditions.size());
        return status(conditions, type);
    }

    private static String status(List<?> conditions, String type) {
        Map<?, ?> condition = firstWith(conditions, "type", type);
        return condition != null && condition.get("status") instanceof String status ? status : "Unknown";
    }

    private static @Nullable Map<?, ?> firstWith(List<?> list, String key, String value) {
        for (Object element : list) {
            if (element instanceof Map<?, ?> map && Objects.equals(map.get(key), value)) {
                return map;
            }
        }
        return null;
    }

    private static Object conditionAge(Frame frame, @Nullable Object[] arguments) {
        if (!(arguments[0] instanceof List<?> conditions) || !(arguments[1] instanceof String type)) {
            return Function.NO_OVERLOAD;
        }
        return age(frame, conditions, type);
    }

    /** Whole seconds since the last transition; -1 when the condition or its time is missing or unreadable. */
    private static long age(Frame frame, List<?> conditions, String type) {
        frame.spend(conditions.size());
        Map<?, ?> condition = firstWith(conditions, "type", type);
        if (condition == null || !(condition.get("last_transition_time") instanceof String time)) {
            return NO_AGE;
        }
        return Rfc3339.parse(time)
                .map(since -> Duration.between(since, frame.now()).toNanos() / 1_000_000_000L)
                .orElse(NO_AGE);
    }

    private static Object stableFor(Frame frame, @Nullable Object[] arguments) {
        if (arguments.length != 3
                || !(arguments[0] instanceof List<?> conditions)
                || !(arguments[1] instanceof String type)
                || !(arguments[2] instanceof Long seconds)) {
            return Function.NO_OVERLOAD;
        }
        long age = age(frame, conditions, type);
        return status(conditions, type).equals("True") && age >= 0 && age >= seconds;
    }

    private static Object feedbackValue(@Nullable Object[] arguments) {
        if (!(arguments[1] instanceof String name)) {
            return Function.NO_OVERLOAD;
        }
        if (!(arguments[0] instanceof Map<?, ?> feedback) || !(feedback.get("values") instanceof List<?> values)) {
            return "";
        }
        for (Object value : values) {
            if (value instanceof Map<?, ?> entry
                    && Objects.equals(entry.get("name"), name)
                    && entry.get("fieldValue") instanceof Map<?, ?> fieldValue
                    && fieldValue.get("string") instanceof String text) {
                return text;
            }
        }
        return "";
    }

    private static Object triState(@Nullable Object[] arguments) {
        if (!(arguments[0] instanceof Boolean yes) || !(arguments[1] instanceof Boolean no)) {
            return Function.NO_OVERLOAD;
        }
        return yes ? "True" : no ? "False" : "Unknown";
    }
}
