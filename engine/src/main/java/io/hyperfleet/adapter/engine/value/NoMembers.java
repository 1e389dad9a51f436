package io.hyperfleet.adapter.engine.value;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The map that JSON {@code null} is where an object belongs: without members, and {@code null} again as JSON. */
public final class NoMembers extends AbstractMap<String, @Nullable Object> {

    public static final NoMembers INSTANCE = new NoMembers();

    private NoMembers() {}

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return Set.of();
    }
}
