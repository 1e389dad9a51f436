package io.hyperfleet.adapter.app.cli;

import java.util.List;
import java.util.Optional;

/** What {@code dlq} was asked to do. */
public sealed interface DeadLetterRequest {

    record ListThem() implements DeadLetterRequest {}

    record Show(String id) implements DeadLetterRequest {}

    /**
     * @param id empty for all
     */
    record Replay(Optional<String> id) implements DeadLetterRequest {}

    /**
     * @param id empty for all
     */
    record Drop(Optional<String> id) implements DeadLetterRequest {}

    List<String> ACTIONS = List.of("list", "show", "replay", "drop");

    /** Empty when that is not a complete request. */
    static Optional<DeadLetterRequest> of(String action, Optional<String> id, boolean all) {
        boolean named = all != id.isPresent();
        return switch (action) {
            case "list" -> Optional.of(new ListThem());
            case "show" -> id.map(Show::new);
            case "replay" -> named ? Optional.of(new Replay(id)) : Optional.empty();
            case "drop" -> named ? Optional.of(new Drop(id)) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
