package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Maestro's REST interface, as far as clients use it; a search that they do not use is refused so that it is noticed. */
final class MaestroRest {

    private static final String BASE = "/api/maestro/v1";
    private static final int DEFAULT_SIZE = 100;
    private static final int MAX_SIZE = 65_500;
    private static final Pattern TERM = Pattern.compile("(source|consumer_name)='((?:[^']|'')*)'");

    private final MaestroRows rows;
    private volatile int largestPage = MAX_SIZE;

    MaestroRest(MaestroRows rows) {
        this.rows = rows;
    }

    /** Makes pages end after this many rows whatever the client asks for. */
    void limitPages(int size) {
        this.largestPage = size;
    }

    Answer answer(ReceivedRequest request) {
        List<String> path = request.segments();
        boolean isOurs = path.size() >= 4 && request.path().startsWith(BASE + "/");
        if (isOurs && path.size() <= 5) {
            @Nullable String id = path.size() == 5 ? path.get(4) : null;
            String call = request.method() + " " + path.get(3) + (id == null ? "" : "/id");
            switch (call) {
                case "GET resource-bundles" -> {
                    return list(request);
                }
                case "GET resource-bundles/id" -> {
                    return rows.get(Objects.requireNonNull(id))
                            .map(row -> Answer.json(200, row.bundle()))
                            .orElseGet(() -> problem(404, 7, "Resource with id='" + id + "' not found"));
                }
                case "GET consumers" -> {
                    return consumers();
                }
                case "POST consumers" -> {
                    return createConsumer(request);
                }
                case "DELETE consumers/id" -> {
                    return deleteConsumer(Objects.requireNonNull(id));
                }
                default -> {}
            }
        }
        ObjectNode unrouted = Json.object();
        unrouted.put("type", "Error");
        unrouted.put("id", "404");
        unrouted.put("href", BASE + "/errors/404");
        unrouted.put("code", "maestro-404");
        unrouted.put("reason", "The requested resource '" + request.path() + "' doesn't exist");
        return Answer.json(404, unrouted);
    }

    private Answer list(ReceivedRequest request) {
        String search = Objects.requireNonNullElse(request.parameter("search"), "");
        String source = "";
        String consumer = "";
        for (String term : search.isEmpty() ? List.<String>of() : List.of(search.split(" and ", -1))) {
            Matcher match = TERM.matcher(term);
            if (!match.matches()) {
                return problem(400, 21, "Failed to parse search query: " + search);
            }
            String value = match.group(2).replace("''", "'");
            if (match.group(1).equals("source")) {
                source = value;
            } else {
                consumer = value;
            }
        }
        int page = Math.max(1, number(request.parameter("page"), 1));
        int size = Math.min(largestPage, number(request.parameter("size"), DEFAULT_SIZE));
        String wantedSource = source;
        String wantedConsumer = consumer;
        List<MaestroRow> found = rows.all().stream()
                .filter(row -> wantedSource.isEmpty() || row.source().equals(wantedSource))
                .filter(row -> wantedConsumer.isEmpty() || row.consumer().equals(wantedConsumer))
                .toList();
        List<MaestroRow> shown =
                found.stream().skip((long) (page - 1) * size).limit(size).toList();
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray("items");
        shown.forEach(row -> items.add(row.bundle()));
        answer.put("kind", "ResourceBundleList");
        answer.put("page", page);
        answer.put("size", shown.size());
        answer.put("total", found.size());
        return Answer.json(200, answer);
    }

    private Answer consumers() {
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray("items");
        Map<String, String> all = rows.consumers();
        all.forEach((name, id) -> items.add(consumer(name, id)));
        answer.put("kind", "ConsumerList");
        answer.put("page", 1);
        answer.put("size", all.size());
        answer.put("total", all.size());
        return Answer.json(200, answer);
    }

    private Answer createConsumer(ReceivedRequest request) {
        JsonNode body;
        try {
            body = request.json();
        } catch (JsonProcessingException e) {
            return problem(400, 17, "Invalid request format: " + e.getOriginalMessage());
        }
        if (body.hasNonNull("id")) {
            return problem(400, 8, "id must be empty");
        }
        String id = UUID.randomUUID().toString();
        String name = body.path("name").asText();
        String known = name.isEmpty() ? id : name;
        return rows.addConsumer(known, id)
                ? Answer.json(201, consumer(known, id))
                : problem(409, 6, "This Consumer already exists");
    }

    private Answer deleteConsumer(String id) {
        for (Map.Entry<String, String> consumer : rows.consumers().entrySet()) {
            if (consumer.getValue().equals(id)) {
                if (rows.isInUse(consumer.getKey())) {
                    return problem(
                            403,
                            4,
                            "Unable to delete Consumer: ERROR: update or delete on table \"consumers\" violates foreign"
                                    + " key constraint \"fk_resources_consumers\" on table \"resources\"");
                }
                rows.removeConsumer(consumer.getKey());
                return Answer.empty(204);
            }
        }
        return problem(404, 7, "Consumer with id='" + id + "' not found");
    }

    private static ObjectNode consumer(String name, String id) {
        ObjectNode consumer = Json.object();
        consumer.put("created_at", Instant.now().toString());
        consumer.put("href", BASE + "/consumers/" + id);
        consumer.put("id", id);
        consumer.put("kind", "Consumer");
        consumer.put("name", name);
        return consumer;
    }

    private static Answer problem(int status, int code, String reason) {
        ObjectNode problem = Json.object();
        problem.put("code", "maestro-" + code);
        problem.put("href", BASE + "/errors/" + code);
        problem.put("id", Integer.toString(code));
        problem.put("kind", "Error");
        problem.put("operation_id", UUID.randomUUID().toString());
        problem.put("reason", reason);
        return Answer.json(status, problem);
    }

    private static int number(@Nullable String text, int standard) {
        if (text == null) {
            return standard;
        }
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }
}
