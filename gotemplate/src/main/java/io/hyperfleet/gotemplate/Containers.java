package io.hyperfleet.gotemplate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code len}, {@code index} and {@code slice}. Texts are bytes here, as in Go. */
final class Containers {

    private Containers() {}

    static long length(@Nullable Object item) throws FunctionException {
        return switch (item) {
            case null -> throw new FunctionException("reflect: call of reflect.Value.Type on zero Value");
            case Marker _ -> throw new FunctionException("len of nil pointer");
            case String text -> GoText.length(text);
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case byte[] bytes -> bytes.length;
            default -> throw new FunctionException("len of type " + GoType.nameOf(item));
        };
    }

    /** The first argument indexed by the others in turn. */
    static @Nullable Object index(@Nullable Object[] arguments) throws FunctionException {
        Object item = arguments[0];
        if (item == null) {
            throw new FunctionException("index of untyped nil");
        }
        for (int i = 1; i < arguments.length; i++) {
            item = element(item, arguments[i]);
        }
        return item;
    }

    private static @Nullable Object element(@Nullable Object item, @Nullable Object index) throws FunctionException {
        return switch (item) {
            case null -> throw new FunctionException("index of nil pointer");
            case List<?> list -> list.get(position(index, list.size(), false));
            case String text -> {
                byte[] bytes = GoText.bytes(text);
                yield new Uint8(bytes[position(index, bytes.length, true)] & 0xFF);
            }
            case byte[] bytes -> new Uint8(bytes[position(index, bytes.length, false)] & 0xFF);
            case Map<?, ?> map -> map.get(key(map, index));
            default -> throw new FunctionException("can't index item of type " + GoType.nameOf(item));
        };
    }

    /** An index that names an element; the length itself passes Go's own check and fails one step later. */
    private static int position(@Nullable Object index, int length, boolean text) throws FunctionException {
        int position = bound(index, length);
        if (position == length) {
            throw new FunctionException("reflect: " + (text ? "string" : "slice") + " index out of range");
        }
        return position;
    }

    private static int bound(@Nullable Object index, int most) throws FunctionException {
        if (index == Marker.NIL_INTERFACE) {
            throw new FunctionException("cannot index slice/array with type " + ParameterType.ANY.goName());
        }
        long position = switch (GoType.of(index).kind()) {
            case INT -> index == null ? 0 : GoType.toLong(index);
            case UINT -> index == null ? 0 : GoType.toUnsigned(index);
            case INVALID -> throw new FunctionException("cannot index slice/array with nil");
            case BOOL, FLOAT, COMPLEX, STRING, LIST, MAP, STRUCT, FUNCTION ->
                throw new FunctionException("cannot index slice/array with type " + GoType.nameOf(index));
        };
        if (position < 0 || position > most) {
            throw new FunctionException("index out of range: " + position);
        }
        return (int) position;
    }

    private static @Nullable Object key(Map<?, ?> map, @Nullable Object index) throws FunctionException {
        if (GoType.of(map) == GoType.ANY_MAP) {
            if (index instanceof List<?> || index instanceof Map<?, ?> || index instanceof byte[]) {
                throw new FunctionException("runtime error: hash of unhashable type " + GoType.nameOf(index));
            }
            return index;
        }
        if (index == null) {
            throw new FunctionException("value is nil; should be of type string");
        }
        if (!(index instanceof String)) {
            throw new FunctionException("value has type " + GoType.nameOf(index) + "; should be string");
        }
        return index;
    }

    /** The first argument cut to the bounds that follow, of which none may be an element of a map or list. */
    static Object slice(@Nullable Object[] arguments) throws FunctionException {
        Object item = Marker.unboxed(arguments[0]);
        int given = arguments.length - 1;
        if (item == null) {
            throw new FunctionException("slice of untyped nil");
        }
        if (given > 3) {
            throw new FunctionException("too many slice indexes: " + given);
        }
        if (item instanceof String && given == 3) {
            throw new FunctionException("cannot 3-index slice a string");
        }
        byte[] bytes = item instanceof String text ? GoText.bytes(text) : item instanceof byte[] raw ? raw : null;
        List<?> list = item instanceof List<?> elements ? elements : List.of();
        if (bytes == null && !(item instanceof List<?>)) {
            throw new FunctionException("can't slice item of type " + GoType.nameOf(item));
        }
        int length = bytes == null ? list.size() : bytes.length;
        int[] bounds = {0, length, length};
        for (int i = 0; i < given; i++) {
            bounds[i] = bound(arguments[i + 1], length);
        }
        for (int i = 0; i < Math.max(1, given - 1); i++) {
            if (bounds[i] > bounds[i + 1]) {
                throw new FunctionException("invalid slice index: " + bounds[i] + " > " + bounds[i + 1]);
            }
        }
        if (bytes == null) {
            return list.subList(bounds[0], bounds[1]);
        }
        return item instanceof String
                ? GoText.of(bytes, bounds[0], bounds[1])
                : Arrays.copyOfRange(bytes, bounds[0], bounds[1]);
    }
}
