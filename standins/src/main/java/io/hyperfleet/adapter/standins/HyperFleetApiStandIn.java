package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A HyperFleet API in this process, over HTTP on a loopback port: resources with generations, status reports with the
 * API's rules (201, 204, 400), aggregation to {@code Reconciled}, deletion that waits for every required adapter,
 * problem+json errors.
 *
 * <p>Routes: {@code /api/hyperfleet/v1/{plural}[/{id}[/statuses|/force-delete]]}, children below their parents, and
 * {@code /resources} for all kinds. Not offered: authentication but for {@link #requireToken}, tenancy, references, spec
 * schemas, ordering, the whole search language.
 */
public final class HyperFleetApiStandIn implements AutoCloseable {

    /** Where the API's routes begin. */
    public static final String BASE_PATH = "/api/hyperfleet/v1";

    private static final int LARGEST_PAGE = 100;
    private static final int DEFAULT_PAGE = 20;

    private final ApiResources resources = new ApiResources();
    private final List<EntityKind> kinds;
    private final List<Consumer<ReconcileEvent>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable String token;
    private @Nullable HttpStandIn http;

    private HyperFleetApiStandIn(List<EntityKind> kinds) {
        this.kinds = new CopyOnWriteArrayList<>(kinds);
    }

    /** Starts an API that serves these kinds. */
    public static HyperFleetApiStandIn start(EntityKind... kinds) {
        HyperFleetApiStandIn standIn = new HyperFleetApiStandIn(List.of(kinds));
        standIn.http = HttpStandIn.start(standIn::answer);
        return standIn;
    }

    /** Its requests and faults. */
    public HttpStandIn http() {
        return Objects.requireNonNull(http);
    }

    /** Where it is reached: the adapter's {@code base_url}. */
    public String uri() {
        return http().uri();
    }

    /** From now on a new resource's id is its name, which people read more easily than a UUID. */
    public void useNamesAsIds() {
        resources.useNamesAsIds();
    }

    /** Names the adapters that must report on a kind, before there is any resource of it. */
    public void require(String kind, String... adapters) {
        kinds.replaceAll(known -> known.kind().equals(kind)
                ? new EntityKind(kind, known.plural(), known.parentKind(), List.of(adapters))
                : known);
    }

    /** From now on the API answers 401 to requests without this bearer token. */
    public void requireToken(String required) {
        token = required;
    }

    /** Told whenever a resource was created, changed or its deletion asked for, after the client has its answer ready. */
    public void onChange(Consumer<ReconcileEvent> listener) {
        listeners.add(listener);
    }

    /** Creates a resource as a client would; the JSON is that of the request. */
    public JsonNode create(String kind, String json) {
        return created(BASE_PATH + "/" + kind(kind).plural(), json);
    }

    /** Creates a child of a resource as a client would. */
    public JsonNode createChild(String parentId, String kind, String json) {
        String parent = resources.find(parentId).orElseThrow().href();
        return created(parent + "/" + kind(kind).plural(), json);
    }

    /** Changes a resource as a client would; the JSON is that of a PATCH. */
    public void patch(String id, String json) {
        call("PATCH", href(id), json);
    }

    /** Asks for the deletion of a resource as a client would. */
    public void delete(String id) {
        call("DELETE", href(id), "");
    }

    /** The resource with this id, nothing when it does not exist (any more). */
    public Optional<JsonNode> resource(String id) {
        return resources.read(id).map(json -> json);
    }

    /** Whether the resource exists and has been reconciled. */
    public boolean isReconciled(String id) {
        return resource(id).map(Aggregation::isReconciled).orElse(false);
    }

    /** The latest reports on a resource, one for each adapter; empty when it does not exist. */
    public List<JsonNode> statuses(String id) {
        return resources
                .find(id)
                .map(resource -> List.<JsonNode>copyOf(resources.statuses(resource)))
                .orElseGet(List::of);
    }

    /** An event for every resource that is not reconciled at the moment. */
    List<ReconcileEvent> unreconciled() {
        return resources.list(resource -> !Aggregation.isReconciled(resource.json())).stream()
                .map(HyperFleetApiStandIn::eventFor)
                .toList();
    }

    @Override
    public void close() {
        http().close();
    }

    private Answer answer(ReceivedRequest request) {
        if (token != null && !("Bearer " + token).equals(request.header("Authorization"))) {
            return new ApiProblem(
                            401,
                            "HYPERFLEET-AUT-001",
                            "Authentication Required",
                            "authentication-error",
                            "Authentication is required")
                    .at(request.path());
        }
        Optional<ApiRoute> route = ApiRoute.parse(request.path(), request.segments(), kinds);
        if (route.isEmpty()) {
            return ApiProblem.noSuchEndpoint(request.path()).at(request.path());
        }
        ApiResource resource = resources.find(route.get().id()).orElse(null);
        Optional<ApiProblem> missing = route.get().missing(resources, resource);
        if (route.get().action().equals("statuses") && request.method().equals("PUT")) {
            return answerReport(request, resource, missing);
        }
        if (missing.isPresent()) {
            return missing.get().at(request.path());
        }
        return resource == null
                ? answerCollection(request, route.get())
                : answerResource(request, route.get(), resource);
    }

    private Answer answerCollection(ReceivedRequest request, ApiRoute route) {
        return switch (request.method()) {
            case "GET" -> list(request, route);
            case "POST" -> create(request, route);
            default -> methodNotAllowed();
        };
    }

    private Answer answerResource(ReceivedRequest request, ApiRoute route, ApiResource resource) {
        return switch (request.method() + " " + route.action()) {
            case "GET statuses" -> page(request, resources.statuses(resource));
            case "POST force-delete" -> resources.forceDelete(resource, request.path());
            case "GET " ->
                resources
                        .read(resource.id())
                        .map(json -> Answer.json(200, json))
                        .orElseGet(() -> route.notFound().at(request.path()));
            case "PATCH " -> announced(resources.patch(resource, bodyOf(request), request.path()));
            case "DELETE " -> announced(resources.delete(resource));
            default -> methodNotAllowed();
        };
    }

    /** The fields of a report are checked before it matters whether its resource exists. */
    private Answer answerReport(ReceivedRequest request, @Nullable ApiResource resource, Optional<ApiProblem> missing) {
        return switch (AdapterReport.read(bodyOf(request), Instant.now())) {
            case AdapterReport.Reading.Refused(ApiProblem problem) -> problem.at(request.path());
            case AdapterReport.Reading.Read(AdapterReport report) ->
                missing.isPresent() || resource == null
                        ? missing.orElseThrow().at(request.path())
                        : resources.report(resource, report, request.path());
        };
    }

    private Answer list(ReceivedRequest request, ApiRoute route) {
        String search = Objects.requireNonNullElse(request.parameter("search"), "");
        Optional<Predicate<JsonNode>> filter = SearchExpression.parse(search);
        if (filter.isEmpty()) {
            return ApiProblem.invalidSearch("cannot parse search '" + search + "'")
                    .at(request.path());
        }
        return page(
                request,
                resources.list(
                        resource -> route.contains(resource) && filter.get().test(resource.json())));
    }

    private Answer create(ReceivedRequest request, ApiRoute route) {
        EntityKind kind = route.kind();
        if (kind == null) {
            return methodNotAllowed();
        }
        ApiResource parent = resources.find(route.parentId()).orElse(null);
        if (kind.parentKind() != null && parent == null) {
            return ApiProblem.invalid(kind.kind() + " is created below its " + kind.parentKind())
                    .at(request.path());
        }
        return announced(resources.create(kind, parent, bodyOf(request), request.path()));
    }

    /** Tells the listeners of a resource that was changed by a request, when it still exists. */
    private Answer announced(Answer answer) {
        if (answer instanceof Answer.Complete(int status, Map<String, String> _, String body) && status < 300) {
            ObjectNode resource = (ObjectNode) parse(body);
            if (resources.find(resource.path("id").asText()).isPresent()) {
                ReconcileEvent event = eventFor(resource);
                listeners.forEach(listener -> listener.accept(event));
            }
        }
        return answer;
    }

    private static Answer page(ReceivedRequest request, List<ObjectNode> all) {
        int page = Math.max(1, number(request, "page", 1));
        int size = Math.clamp(number(request, "size", DEFAULT_PAGE), 1, LARGEST_PAGE);
        ObjectNode list = Json.object();
        ArrayNode items = list.putArray("items");
        all.stream().skip((page - 1L) * size).limit(size).forEach(items::add);
        list.put("page", page).put("size", items.size()).put("total", all.size());
        return Answer.json(200, list);
    }

    private static int number(ReceivedRequest request, String parameter, int otherwise) {
        String text = Objects.requireNonNullElse(request.parameter(parameter), "");
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    private static ReconcileEvent eventFor(ObjectNode resource) {
        JsonNode owner = resource.path("owner_references");
        return new ReconcileEvent(
                UuidV7.next(),
                resource.path("kind").asText(),
                resource.path("id").asText(),
                resource.path("href").asText(),
                resource.path("generation").asLong(),
                owner.isMissingNode()
                        ? null
                        : new ReconcileEvent.Owner(
                                owner.path("id").asText(),
                                owner.path("kind").asText(),
                                owner.path("href").asText()));
    }

    private static Answer methodNotAllowed() {
        return Answer.text(405, "Method Not Allowed\n");
    }

    /** The body as JSON; a missing node when it is none. */
    private static JsonNode bodyOf(ReceivedRequest request) {
        try {
            return request.json();
        } catch (JsonProcessingException e) {
            return Json.object().path("no JSON");
        }
    }

    private static JsonNode parse(String json) {
        try {
            return Json.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + json, e);
        }
    }

    private JsonNode created(String path, String json) {
        return parse(call("POST", path, json));
    }

    /** A client's call without the detour over a socket; a refusal is a mistake of the caller. */
    private String call(String method, String path, String json) {
        ReceivedRequest request = new ReceivedRequest(method, path, "", Map.of(), json);
        Answer.Complete answer = (Answer.Complete) answer(request);
        if (answer.status() >= 300) {
            throw new IllegalArgumentException(request + " was answered " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    private String href(String id) {
        return resources.find(id).orElseThrow().href();
    }

    private EntityKind kind(String name) {
        return kinds.stream()
                .filter(kind -> kind.kind().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
