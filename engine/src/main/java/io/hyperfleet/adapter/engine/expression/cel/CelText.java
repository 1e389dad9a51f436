package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.gotemplate.GoFormat;
import org.jspecify.annotations.Nullable;

/** How error messages show a value. */
final class CelText {

    private CelText() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case CelType type -> type.name();
            case OptionalValue optional ->
                optional.present() ? "optional(" + of(optional.value()) + ")" : "optional.none()";
            default -> GoFormat.value(value);
        };
    }
}
