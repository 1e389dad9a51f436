package io.hyperfleet.gotemplate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The order in which Go prints and ranges over maps. */
final class GoMaps {

    private GoMaps() {}

    /** Entries by key: nil, texts by bytes, then the other kinds; numbers by value, false before true. */
    static List<Map.Entry<?, ?>> sorted(Map<?, ?> map) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (entries.size() > 1) {
            entries.sort(Comparator.comparing(Map.Entry::getKey, Comparator.nullsFirst(GoMaps::compare)));
        }
        return entries;
    }

    private static int compare(@Nullable Object left, @Nullable Object right) {
        if (left instanceof String l && right instanceof String r) {
            return GoText.compare(l, r);
        }
        GoType.Kind kind = GoType.of(left).kind();
        GoType.Kind rightKind = GoType.of(right).kind();
        if (kind != rightKind || left == null || right == null) {
            return kind == GoType.Kind.STRING ? -1 : rightKind == GoType.Kind.STRING ? 1 : kind.compareTo(rightKind);
        }
        return switch (kind) {
            case BOOL -> Boolean.compare((Boolean) left, (Boolean) right);
            case INT -> Long.compare(GoType.toLong(left), GoType.toLong(right));
            case UINT -> Long.compareUnsigned(GoType.toUnsigned(left), GoType.toUnsigned(right));
            case FLOAT -> compareFloats(((Number) left).doubleValue(), ((Number) right).doubleValue());
            case INVALID, COMPLEX, STRING, LIST, MAP, STRUCT, FUNCTION ->
                left.toString().compareTo(right.toString());
        };
    }

    /** NaN is the smallest, and the zeros are equal. */
    private static int compareFloats(double left, double right) {
        if (left < right || (Double.isNaN(left) && !Double.isNaN(right))) {
            return -1;
        }
        return left > right || (Double.isNaN(right) && !Double.isNaN(left)) ? 1 : 0;
    }
}
