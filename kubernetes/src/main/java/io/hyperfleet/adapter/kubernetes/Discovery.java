package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which kinds the API server serves. What is known stays known until the server has no such path any more; a kind that is
 * not known is looked for again, so that a type installed later works without a restart, even for an event that comes
 * right after it was established. Neither is asked for more than four times a second.
 */
final class Discovery {

    private static final long MISS_LIFETIME_NANOS = Duration.ofMillis(250).toNanos();

    /** A version may come from an event, so there is no end of them. */
    private static final int MAX_VERSIONS = 1000;

    private final ApiServer server;
    private final Map<String, Known> versions = new ConcurrentHashMap<>();

    Discovery(ApiServer server) {
        this.server = server;
    }

    /** What looking for a kind came to. */
    sealed interface Found {

        record Type(ResourceType type) implements Found {}

        /** The server does not know the kind; the message says so in the words of the Go client. */
        record Unknown(String message) implements Found {}

        record Failed(Reply.Failure failure) implements Found {}
    }

    private record Known(Map<String, ResourceType> types, long nanoTime) {

        boolean isFresh() {
            return System.nanoTime() - nanoTime < MISS_LIFETIME_NANOS;
        }
    }

    Found find(ResourceKind kind, Deadline deadline) {
        String unknown = "no matches for kind \"" + kind.kind() + "\" in version \"" + kind.apiVersion() + "\"";
        if (kind.apiVersion().isEmpty()
                || kind.apiVersion().indexOf('/') != kind.apiVersion().lastIndexOf('/')) {
            return new Found.Unknown(unknown);
        }
        Known known = versions.get(kind.apiVersion());
        if (known == null || (!known.types().containsKey(kind.kind()) && !known.isFresh())) {
            switch (read(kind.apiVersion(), deadline)) {
                case Read.Types(Map<String, ResourceType> types) -> {
                    known = new Known(types, System.nanoTime());
                    if (versions.size() >= MAX_VERSIONS) {
                        versions.clear();
                    }
                    versions.put(kind.apiVersion(), known);
                }
                case Read.Failed(Reply.Failure failure) -> {
                    return new Found.Failed(failure);
                }
            }
        }
        ResourceType type = known.types().get(kind.kind());
        return type == null ? new Found.Unknown(unknown) : new Found.Type(type);
    }

    /**
     * The server does not know the path that was made of what is known of the kind.
     *
     * @return whether looking again may find something else
     */
    boolean forget(ResourceKind kind) {
        Known known = versions.get(kind.apiVersion());
        return known != null && !known.isFresh() && versions.remove(kind.apiVersion(), known);
    }

    private sealed interface Read {

        record Types(Map<String, ResourceType> types) implements Read {}

        record Failed(Reply.Failure failure) implements Read {}
    }

    private Read read(String apiVersion, Deadline deadline) {
        return switch (server.send("GET", ResourceType.root(apiVersion), null, deadline)) {
            case Reply.Done(boolean _, Map<String, @Nullable Object> list) -> new Read.Types(types(apiVersion, list));
            case Reply.Refused refused when refused.isNotFound() -> new Read.Types(Map.of());
            case Reply.Refused(int code, String message, boolean aboutAnObject) ->
                new Read.Failed(new Reply.Refused(
                        code,
                        "failed to get server groups: "
                                + (code == 401
                                        ? "the server has asked for the client to provide credentials"
                                        : message),
                        aboutAnObject));
            case Reply.Unreachable(String message, boolean mayPass) ->
                new Read.Failed(new Reply.Unreachable("failed to get server groups: " + message, mayPass));
            case Reply.Impossible(String message) ->
                new Read.Failed(new Reply.Impossible("failed to get server groups: " + message));
        };
    }

    private static Map<String, ResourceType> types(String apiVersion, Map<String, @Nullable Object> list) {
        Map<String, ResourceType> types = new HashMap<>();
        if (list.get("resources") instanceof List<?> resources) {
            for (Object entry : resources) {
                boolean isType = entry instanceof Map<?, ?> map
                        && map.get("name") instanceof String name
                        && !name.contains("/")
                        && map.get("kind") instanceof String;
                if (isType && entry instanceof Map<?, ?> map) {
                    String plural = String.valueOf(map.get("name"));
                    boolean namespaced = Boolean.TRUE.equals(map.get("namespaced"));
                    types.put(String.valueOf(map.get("kind")), new ResourceType(apiVersion, plural, namespaced));
                }
            }
        }
        return Map.copyOf(types);
    }
}
