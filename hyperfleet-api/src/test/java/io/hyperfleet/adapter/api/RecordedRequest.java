package io.hyperfleet.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.api.ApiSettings.TokenFile;
import io.hyperfleet.adapter.api.RecordingServer.Answer;
import io.hyperfleet.adapter.api.RecordingServer.Seen;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.adapter.engine.expression.UrlTemplate;
import io.hyperfleet.adapter.engine.run.ApiResult;
import io.hyperfleet.adapter.engine.run.Backoff;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import io.hyperfleet.adapter.engine.run.ParamFiles.FileContent;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.RunEvent.Action.CallFinished;
import io.hyperfleet.adapter.engine.run.RunPorts;
import io.hyperfleet.adapter.engine.run.RunPorts.AdapterInfo;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.run.TaskRunner;
import io.hyperfleet.adapter.engine.task.CompiledCall;
import io.hyperfleet.adapter.engine.task.CompiledCall.HeaderTemplate;
import io.hyperfleet.adapter.engine.task.CompiledParam;
import io.hyperfleet.adapter.engine.task.CompiledPostAction;
import io.hyperfleet.adapter.engine.task.CompiledTask;
import io.hyperfleet.adapter.engine.task.Dialect;
import io.hyperfleet.adapter.engine.task.DotPath;
import io.hyperfleet.adapter.engine.vectors.VectorCase;
import io.hyperfleet.adapter.engine.vectors.VectorFamily;
import io.hyperfleet.adapter.engine.vectors.VectorFamily.Mismatch;
import io.hyperfleet.adapter.engine.vectors.VectorValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A recorded {@code api_call}, carried out by the engine and the client against a server with the recorded answers. */
final class RecordedRequest {

    /** What every request of a client carries, or what belongs to the connection. */
    private static final Set<String> NOT_COMPARED = Set.of("host", "connection", "accept-encoding");

    private RecordedRequest() {}

    static Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        JsonNode in = vector.in();
        try (RecordingServer server = new RecordingServer();
                HyperFleetApiClient client = client(in, server)) {
            for (JsonNode status : in.path("statuses")) {
                Answer answer =
                        Answer.of(status.asInt(), in.path("responseBody").asText());
                server.answers(
                        in.has("retryAfter")
                                ? answer.with(
                                        "Retry-After", in.path("retryAfter").asText())
                                : answer);
            }
            String yaml = in.path("yaml").asText().replace("${SERVER}", server.url());
            List<CallFinished> calls = new ArrayList<>();
            RunResult result = TaskRunner.run(
                    task(yaml, values.map(in.path("params")).keySet()),
                    event(values.map(in.path("params"))),
                    ports(client),
                    told -> {
                        if (told instanceof CallFinished call) {
                            calls.add(call);
                        }
                    },
                    Deadline.none());
            String error = result.postActionResults().getFirst().error();
            String got = describe(calls.isEmpty() ? null : calls.getFirst().result(), error, server.requests())
                    .replace("127.0.0.1:" + server.port(), "${HOSTPORT}");
            return VectorFamily.compare(wanted(vector.want()), got);
        } catch (ExpressionSyntaxException e) {
            return Optional.of(new Mismatch(wanted(vector.want()), "does not compile: " + e.getMessage()));
        }
    }

    private static HyperFleetApiClient client(JsonNode in, RecordingServer server) {
        String base = server.url() + in.path("basePath").asText();
        Map<String, String> defaultHeaders = new HashMap<>();
        in.path("defaultHeaders")
                .properties()
                .forEach(header ->
                        defaultHeaders.put(header.getKey(), header.getValue().asText()));
        ApiSettings settings = new ApiSettings(
                base,
                new UrlRules(base, "v1"),
                Duration.ofSeconds(5),
                3,
                new Backoff(Backoff.Strategy.EXPONENTIAL, Duration.ofMillis(1), Duration.ofMillis(10)),
                defaultHeaders,
                token(in),
                "hyperfleet-adapter/0.0.0-dev",
                ApiSettings.DEFAULT_MAX_BODY_BYTES,
                Optional.empty());
        return new HyperFleetApiClient(
                settings,
                new EnvironmentProxies(Map.of()),
                InstantSource.system(),
                new Random(1),
                RequestObserver.NOBODY);
    }

    private static Optional<TokenFile> token(JsonNode in) {
        if (in.path("tokenMissing").asBoolean()) {
            return Optional.of(new TokenFile(Path.of("/nonexistent/token"), Duration.ZERO));
        }
        if (!in.has("token")) {
            return Optional.empty();
        }
        try {
            Path file = Files.createTempFile("token", "");
            Files.writeString(file, in.path("token").asText());
            file.toFile().deleteOnExit();
            return Optional.of(new TokenFile(file, Duration.ZERO));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompiledTask task(String yaml, Set<String> params) throws ExpressionSyntaxException {
        Map<?, ?> call = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
        List<HeaderTemplate> headers = new ArrayList<>();
        if (call.get("headers") instanceof List<?> list) {
            for (Object entry : list) {
                Map<?, ?> header = (Map<?, ?>) entry;
                headers.add(new HeaderTemplate(text(header, "name"), Template.compile(text(header, "value"))));
            }
        }
        String timeout = text(call, "timeout");
        String backoff = text(call, "retry_backoff");
        CompiledCall compiled = new CompiledCall(
                text(call, "method"),
                UrlTemplate.compile(text(call, "url")),
                headers,
                call.containsKey("body") ? Template.compile(text(call, "body")) : null,
                timeout.isEmpty() ? null : timeout,
                call.get("retry_attempts") instanceof Number attempts ? attempts.intValue() : 0,
                backoff.isEmpty() ? null : backoff);
        return new CompiledTask(
                Dialect.FLAT,
                params.stream().map(RecordedRequest::param).toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new CompiledPostAction("it", null, null, compiled, Set.of())));
    }

    private static CompiledParam param(String name) {
        CompiledParam.Source source = new CompiledParam.Source.EventField("event." + name, DotPath.of(name));
        return new CompiledParam(name, source, null, false, null);
    }

    private static String text(Map<?, ?> map, String key) {
        return Objects.toString(map.get(key), "");
    }

    private static Event event(Map<String, @Nullable Object> data) {
        EventData.Reference reference = new EventData.Reference("", "", "", 0, Optional.empty());
        return new Event("1", "t", "s", null, new EventData.Parsed(data, reference), Map.of());
    }

    private static RunPorts ports(HyperFleetApiClient client) {
        return new RunPorts(
                client,
                Map.of(),
                Map.of(),
                (_, _) -> new FileContent.TooLong(),
                new AdapterInfo("it", "1", Map.of()),
                Map.of(),
                Map.of(),
                InstantSource.system());
    }

    private static String describe(@Nullable ApiResult result, @Nullable String error, List<Seen> requests) {
        ApiResult.@Nullable Response response = switch (result) {
            case null -> null;
            case ApiResult.Response answer -> answer;
            case ApiResult.Failure failure -> failure.lastResponse();
        };
        return lines(
                result == null || response == null ? "" : String.valueOf(result.attempts()),
                response == null ? "" : response.status() + " " + response.reason(),
                String.valueOf(requests.size()),
                error == null ? "" : error,
                requests.isEmpty()
                        ? ""
                        : requests.getFirst().method() + " "
                                + requests.getFirst().uri(),
                requests.isEmpty() ? "" : compared(requests.getFirst().headers()),
                requests.isEmpty() ? "" : requests.getFirst().body());
    }

    private static String wanted(JsonNode want) {
        JsonNode first = want.path("first");
        // That the resource does not exist is no error of the run.
        String error = want.path("resourceNotFound").asBoolean()
                ? ""
                : want.path("error").asText();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        first.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return lines(
                want.path("attempts").asText(),
                want.path("statusText").asText(),
                want.path("hits").asText(),
                toldOnce(error),
                first.isMissingNode()
                        ? ""
                        : first.path("method").asText() + " "
                                + first.path("uri").asText(),
                first.isMissingNode() ? "" : compared(headers),
                first.path("body").asText());
    }

    /** The error of the original without its repetitions: of itself and of the status. */
    private static String toldOnce(String error) {
        return error.replaceFirst("^API request failed: .* attempt\\(s\\): (?=API request failed: )", "")
                .replaceAll("\\b(\\d{3}) \\1 ", "$1 ")
                .replaceAll("HTTP (\\d{3}): \\1 ", "HTTP $1: ");
    }

    private static String compared(Map<String, String> headers) {
        Map<String, String> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        kept.putAll(headers);
        kept.keySet().removeIf(name -> NOT_COMPARED.contains(name.toLowerCase(Locale.ROOT)));
        return kept.toString().toLowerCase(Locale.ROOT);
    }

    private static String lines(
            String attempts, String status, String hits, String error, String first, String headers, String body) {
        return "attempts " + attempts + "\nstatus " + status + "\nhits " + hits + "\nerror " + error + "\nfirst "
                + first + "\nheaders " + headers + "\nbody " + body;
    }
}
