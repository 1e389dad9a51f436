package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperfleet.adapter.standins.KubernetesStatus.FieldError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes API server in this process, over plain HTTP on a loopback port: discovery, objects of the common kinds
 * and of registered custom ones, lists with selectors, watches, patches, finalizers, deletion of namespaces with their
 * content. Status objects and their texts are those of a real server.
 *
 * <p>Server-side apply keeps a record of owners by field, with lists as single fields. Not offered: schemas and defaulting (but for what {@link KindRules} names),
 * admission, tables, paging.
 */
public final class KubernetesStandIn implements AutoCloseable {

    private static final Duration DEFAULT_DELETION_TIME = Duration.ofMillis(50);
    private static final Duration COLLECTION_INTERVAL = Duration.ofMillis(50);
    private static final Duration LONGEST_WATCH = Duration.ofMinutes(30);

    private final ApiTypes types = new ApiTypes();
    private final KubernetesObjects objects = new KubernetesObjects();
    private final KubernetesDiscovery discovery = new KubernetesDiscovery(types);
    private final ScheduledExecutorService controllers = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("kubernetes-stand-in").daemon().factory());
    private volatile Duration deletionTime = DEFAULT_DELETION_TIME;
    private volatile @Nullable String token;
    private @Nullable HttpStandIn http;

    private KubernetesStandIn() {}

    /** Starts a server with the namespaces {@code default} and {@code kube-system}. */
    public static KubernetesStandIn start() {
        KubernetesStandIn standIn = new KubernetesStandIn();
        standIn.put(namespace("default"));
        standIn.put(namespace("kube-system"));
        standIn.http = HttpStandIn.start(standIn::answer);
        return standIn;
    }

    /** Its requests and faults. */
    public HttpStandIn http() {
        return Objects.requireNonNull(http);
    }

    /** Where it is reached. */
    public String uri() {
        return http().uri();
    }

    /** Writes a kubeconfig whose current context is this server. */
    public Path writeKubeconfig(Path file) {
        String user = token == null ? "{}" : "{token: \"" + token + "\"}";
        String kubeconfig = """
                apiVersion: v1
                kind: Config
                current-context: stand-in
                clusters:
                  - name: stand-in
                    cluster:
                      server: %s
                users:
                  - name: adapter
                    user: %s
                contexts:
                  - name: stand-in
                    context:
                      cluster: stand-in
                      user: adapter
                """.formatted(uri(), user);
        try {
            return Files.writeString(file, kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on the server answers 401 to requests without this bearer token. */
    public void requireToken(String required) {
        this.token = required;
    }

    /** Installs a type, as creating its custom resource definition would. */
    public void install(ApiType type) {
        types.add(type);
    }

    /** Takes a type away again. */
    public void uninstall(ApiType type) {
        types.remove(type);
    }

    /** How long the controllers take to finish a deletion that is not immediate; a real namespace takes five seconds. */
    public void finishDeletionsAfter(Duration time) {
        this.deletionTime = time;
    }

    /** From now on jobs complete and deployments become available by themselves, this long after they were created. */
    public void runWorkloadsFor(Duration time) {
        runWorkloadsFor(time, finished -> {});
    }

    /**
     * The same, telling of each one that got there.
     *
     * @param finished gets e.g. {@code job validate}
     */
    public void runWorkloadsFor(Duration time, Consumer<String> finished) {
        WorkloadController controller = new WorkloadController(objects, time, finished);
        var _ = controllers.submit(() -> controller.watch(controllers));
    }

    /** The object with this name, its namespace empty for cluster-scoped kinds. */
    public Optional<JsonNode> get(String apiVersion, String kind, String namespace, String name) {
        return objects.get(new ObjectKey(type(apiVersion, kind), namespace, name))
                .map(object -> object);
    }

    /** All objects of a kind, sorted by namespace and name. */
    public List<JsonNode> list(String apiVersion, String kind) {
        return List.copyOf(objects.list(type(apiVersion, kind), "", object -> true));
    }

    /** Creates or changes an object as another client would have done; the status is taken too. */
    public JsonNode put(JsonNode object) {
        ApiType type =
                type(object.path("apiVersion").asText(), object.path("kind").asText());
        String namespace = type.namespaced() ? object.at("/metadata/namespace").asText("default") : "";
        ObjectKey key =
                new ObjectKey(type, namespace, object.at("/metadata/name").asText());
        return objects.put(key, (ObjectNode) object);
    }

    /** Deletes an object as another client would have done. */
    public void delete(String apiVersion, String kind, String namespace, String name) {
        objects.delete(new ObjectKey(type(apiVersion, kind), namespace, name), Json.object());
        collectGarbageSoon();
    }

    /** Makes watches that come back from before now start over, as the server does from time to time. */
    public void expireWatches() {
        objects.forgetHistory();
    }

    /** From now on nothing more of a kind may be created in a namespace, as by a quota that is used up. */
    public void refuseByQuota(String plural) {
        http().inject(Fault.on("POST", "/" + plural + "$")
                .answering(
                        403,
                        failure(
                                403,
                                "Forbidden",
                                plural + " is forbidden: exceeded quota: limits, requested: count/" + plural
                                        + "=1, used: count/" + plural + "=10, limited: count/" + plural + "=10")));
    }

    /** From now on the client may not do this with a kind. */
    public void refuseByRole(String method, String verb, String plural) {
        http().inject(Fault.on(method, "/" + plural + "(/[^/]*)?$")
                .answering(
                        403,
                        failure(
                                403,
                                "Forbidden",
                                plural + " is forbidden: User \"adapter\" cannot " + verb + " resource \"" + plural
                                        + "\" in API group \"\"")));
    }

    /** From now on an admission webhook turns this down. */
    public void refuseByWebhook(String method, String plural, String reason) {
        http().inject(Fault.on(method, "/" + plural + "(/[^/]*)?$")
                .answering(
                        403,
                        failure(
                                403,
                                "Forbidden",
                                "admission webhook \"policy.example.com\" denied the request: " + reason)));
    }

    /** A Status object of a failure, as the body of a {@link Fault}. */
    public static String failure(int code, String reason, String message) {
        return KubernetesStatus.failureObject(code, reason, message).toString();
    }

    @Override
    public void close() {
        http().close();
        controllers.shutdownNow();
    }

    private Answer answer(ReceivedRequest request) {
        if (token != null && !("Bearer " + token).equals(request.header("Authorization"))) {
            return KubernetesStatus.unauthorized();
        }
        List<String> path = request.segments();
        String accept = Objects.requireNonNullElse(request.header("Accept"), "");
        Optional<Answer> document = discovery.answer(path, accept);
        if (document.isPresent()) {
            return document.get();
        }
        Optional<ResourcePath> resource = ResourcePath.parse(path, types);
        if (resource.isEmpty()) {
            return isKnownVersion(path) ? KubernetesStatus.unknownResource() : KubernetesStatus.noSuchPage();
        }
        return resource.get().isCollection()
                ? answerCollection(request, resource.get())
                : answerObject(request, resource.get());
    }

    private boolean isKnownVersion(List<String> path) {
        return (path.size() > 2
                        && path.getFirst().equals("api")
                        && !types.in("", path.get(1)).isEmpty())
                || (path.size() > 3 && !types.in(path.get(1), path.get(2)).isEmpty());
    }

    private Answer answerCollection(ReceivedRequest request, ResourcePath path) {
        return switch (request.method()) {
            case "GET" -> select(request, path);
            case "POST" -> create(request, path);
            case "DELETE" -> deleteCollection(request, path);
            default -> KubernetesStatus.methodNotAllowed();
        };
    }

    private Answer answerObject(ReceivedRequest request, ResourcePath path) {
        boolean status = path.subresource().equals("status") && path.type().hasStatus();
        if (!path.subresource().isEmpty() && !status) {
            return KubernetesStatus.unknownResource();
        }
        return switch (request.method()) {
            case "GET" ->
                objects.get(path.key())
                        .map(object -> Answer.json(200, object))
                        .orElseGet(() -> KubernetesStatus.notFound(path.type(), path.name()));
            case "PUT" -> update(request, path);
            case "PATCH" -> patch(request, path);
            case "DELETE" -> delete(request, path);
            default -> KubernetesStatus.methodNotAllowed();
        };
    }

    private Answer select(ReceivedRequest request, ResourcePath path) {
        String labels = Objects.requireNonNullElse(request.parameter("labelSelector"), "");
        Optional<LabelSelector> selector = LabelSelector.parse(labels);
        if (selector.isEmpty()) {
            return KubernetesStatus.badRequest("unable to parse requirement: " + labels);
        }
        String fields = Objects.requireNonNullElse(request.parameter("fieldSelector"), "");
        Optional<Predicate<JsonNode>> fieldSelector = FieldSelector.parse(fields);
        if (fieldSelector.isEmpty()) {
            return KubernetesStatus.badRequest("field label not supported: " + fields);
        }
        Predicate<JsonNode> filter = fieldSelector.get().and(selector.get()::matches);
        String watch = request.parameter("watch");
        return "true".equals(watch) || "1".equals(watch) ? watch(request, path, filter) : list(path, filter);
    }

    private Answer list(ResourcePath path, Predicate<JsonNode> filter) {
        ObjectNode list = Json.object()
                .put("kind", path.type().kind() + "List")
                .put("apiVersion", path.type().apiVersion());
        list.putObject("metadata").put("resourceVersion", Long.toString(objects.version()));
        ArrayNode items = list.putArray("items");
        for (ObjectNode object : objects.list(path.type(), path.namespace(), filter)) {
            // A real server leaves both out for its own kinds, since the list names them.
            items.add(path.type().custom() ? object : object.remove(List.of("apiVersion", "kind")));
        }
        return Answer.json(200, list);
    }

    private Answer watch(ReceivedRequest request, ResourcePath path, Predicate<JsonNode> filter) {
        String seconds = request.parameter("timeoutSeconds");
        Duration lifetime = seconds == null ? LONGEST_WATCH : Duration.ofSeconds(Long.parseLong(seconds));
        String since = Objects.requireNonNullElse(request.parameter("resourceVersion"), "");
        boolean fromNow = since.isEmpty() || since.equals("0");
        long version = fromNow ? objects.version() : Long.parseLong(since);
        KubernetesWatch watch =
                new KubernetesWatch(objects, KubernetesWatch.changesOf(path, filter), version, lifetime);
        List<ObjectNode> existing = fromNow ? objects.list(path.type(), path.namespace(), filter) : List.of();
        return new Answer.Streamed("application/json", body -> writeWatch(body, existing, watch));
    }

    private static void writeWatch(OutputStream body, List<ObjectNode> existing, KubernetesWatch watch)
            throws IOException, InterruptedException {
        for (ObjectNode object : existing) {
            KubernetesWatch.write(body, ObjectChange.Kind.ADDED.name(), object);
        }
        watch.writeTo(body);
    }

    private Answer create(ReceivedRequest request, ResourcePath path) {
        Optional<ObjectNode> body = objectIn(request);
        if (body.isEmpty()) {
            return unreadable();
        }
        ObjectNode object = body.get();
        if (path.type().namespaced() && path.namespace().isEmpty()) {
            return KubernetesStatus.methodNotAllowed();
        }
        ObjectKey key = new ObjectKey(
                path.type(), path.namespace(), object.at("/metadata/name").asText(""));
        objects.writtenBy(key, managerOf(request));
        return checkIdentity(path, object).orElseGet(() -> objects.create(key, object));
    }

    /** What the server calls a client that does not say its name. */
    private static String managerOf(ReceivedRequest request) {
        return Objects.requireNonNullElse(request.header("User-Agent"), "unknown")
                .replaceFirst("/.*", "");
    }

    private Answer update(ReceivedRequest request, ResourcePath path) {
        Optional<ObjectNode> body = objectIn(request);
        if (body.isEmpty()) {
            return unreadable();
        }
        String name = body.get().at("/metadata/name").asText("");
        if (!name.equals(path.name())) {
            return KubernetesStatus.badRequest(
                    "the name of the object (" + name + ") does not match the name on the URL (" + path.name() + ")");
        }
        boolean withoutVersion =
                body.get().at("/metadata/resourceVersion").asText("").isEmpty();
        if (path.type().custom() && withoutVersion && objects.get(path.key()).isPresent()) {
            FieldError missing =
                    FieldError.invalid("metadata.resourceVersion", "0x0", "must be specified for an update");
            return KubernetesStatus.invalid(path.type(), name, List.of(missing));
        }
        objects.writtenBy(path.key(), managerOf(request));
        return checkIdentity(path, body.get()).orElseGet(() -> write(path, body.get()));
    }

    private Answer write(ResourcePath path, ObjectNode object) {
        return path.subresource().isEmpty()
                ? objects.update(path.key(), object)
                : objects.updateStatus(path.key(), object);
    }

    private Answer apply(ReceivedRequest request, ResourcePath path) {
        Optional<ObjectNode> body = objectIn(request);
        if (body.isEmpty()) {
            return unreadable();
        }
        String manager = request.parameter("fieldManager");
        if (manager == null || manager.isEmpty()) {
            return KubernetesStatus.badRequest(
                    "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
        }
        if (!"true".equals(request.parameter("force"))) {
            return KubernetesStatus.badRequest("this stand-in only knows apply patches with force=true");
        }
        return checkIdentity(path, body.get()).orElseGet(() -> objects.apply(path.key(), body.get(), manager));
    }

    private Answer patch(ReceivedRequest request, ResourcePath path) {
        String contentType = Objects.requireNonNullElse(request.header("Content-Type"), "");
        if (contentType.startsWith("application/apply-patch+yaml")) {
            return apply(request, path);
        }
        Optional<ObjectNode> current = objects.get(path.key());
        if (current.isEmpty()) {
            return KubernetesStatus.notFound(path.type(), path.name());
        }
        JsonNode patch;
        try {
            patch = request.json();
        } catch (JsonProcessingException e) {
            return unreadable();
        }
        Optional<JsonNode> patched;
        if (contentType.startsWith("application/json-patch+json")) {
            patched = JsonPatches.apply(current.get(), patch);
        } else if (contentType.startsWith("application/merge-patch+json")
                || contentType.startsWith("application/strategic-merge-patch+json")) {
            patched = Optional.of(JsonPatches.merge(current.get(), patch));
        } else {
            return KubernetesStatus.unsupportedPatch();
        }
        if (patched.isEmpty() || !(patched.get() instanceof ObjectNode object)) {
            return KubernetesStatus.badRequest("the patch does not fit the object");
        }
        return write(path, object);
    }

    private Answer delete(ReceivedRequest request, ResourcePath path) {
        Answer answer = objects.delete(path.key(), deleteOptions(request));
        collectGarbageSoon();
        return answer;
    }

    private Answer deleteCollection(ReceivedRequest request, ResourcePath path) {
        LabelSelector selector = LabelSelector.parse(Objects.requireNonNullElse(request.parameter("labelSelector"), ""))
                .orElseGet(() -> new LabelSelector(List.of()));
        Answer answer = list(path, selector::matches);
        for (ObjectNode object : objects.list(path.type(), path.namespace(), selector::matches)) {
            JsonNode metadata = object.path("metadata");
            objects.delete(
                    new ObjectKey(
                            path.type(),
                            metadata.path("namespace").asText(""),
                            metadata.path("name").asText()),
                    deleteOptions(request));
        }
        collectGarbageSoon();
        return answer;
    }

    private void collectGarbageSoon() {
        var _ = controllers.schedule(this::collectGarbage, deletionTime.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void collectGarbage() {
        if (objects.collectGarbage(deletionTime)) {
            var _ = controllers.schedule(this::collectGarbage, COLLECTION_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Optional<Answer> checkIdentity(ResourcePath path, ObjectNode object) {
        String apiVersion = object.path("apiVersion").asText(path.type().apiVersion());
        String kind = object.path("kind").asText(path.type().kind());
        if (!apiVersion.equals(path.type().apiVersion())
                || !kind.equals(path.type().kind())) {
            return Optional.of(KubernetesStatus.badRequest(kind + " in version \"" + apiVersion
                    + "\" cannot be handled as a " + path.type().kind()));
        }
        object.put("apiVersion", apiVersion).put("kind", kind);
        String namespace = object.at("/metadata/namespace").asText(path.namespace());
        if (!namespace.equals(path.namespace())) {
            return Optional.of(KubernetesStatus.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request"));
        }
        return Optional.empty();
    }

    private static Optional<ObjectNode> objectIn(ReceivedRequest request) {
        try {
            return request.json() instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static JsonNode deleteOptions(ReceivedRequest request) {
        ObjectNode options = objectIn(request).orElseGet(Json::object);
        String policy = request.parameter("propagationPolicy");
        return policy == null ? options : options.put("propagationPolicy", policy);
    }

    private static Answer unreadable() {
        return KubernetesStatus.badRequest("the object provided is unrecognized: it is not a JSON object");
    }

    private ApiType type(String apiVersion, String kind) {
        return types.byKind(apiVersion, kind)
                .orElseThrow(() -> new IllegalArgumentException("no such type: " + apiVersion + " " + kind));
    }

    private static ObjectNode namespace(String name) {
        ObjectNode namespace = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
        namespace.putObject("metadata").put("name", name);
        return namespace;
    }
}
