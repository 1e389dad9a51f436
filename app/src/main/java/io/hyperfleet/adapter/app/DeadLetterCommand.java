package io.hyperfleet.adapter.app;

import io.hyperfleet.adapter.app.cli.DeadLetterRequest;
import io.hyperfleet.adapter.app.config.AdapterConfig;
import io.hyperfleet.adapter.app.config.ConfigFlags;
import io.hyperfleet.adapter.app.config.ConfigLoader;
import io.hyperfleet.adapter.broker.BrokerConfig;
import io.hyperfleet.adapter.broker.BrokerConfigReader;
import io.hyperfleet.adapter.broker.DeadLetters;
import io.hyperfleet.adapter.broker.DeadLetters.DeadLetter;
import io.hyperfleet.adapter.broker.DeadLetters.Decision;
import io.hyperfleet.adapter.broker.DeadLetters.UnavailableException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Shows the messages that were put aside, hands them over once more or forgets them.
 *
 * @param home where {@code broker.yaml} is looked for when the environment names no file
 */
record DeadLetterCommand(Map<String, String> environment, ConfigLoader loader, Path home, PrintStream out) {

    Optional<String> run(ConfigFlags flags, DeadLetterRequest request) {
        return switch (loader.loadAdapter(flags)) {
            case ConfigLoader.AdapterResult.Refused(String error) -> Optional.of(error);
            case ConfigLoader.AdapterResult.Loaded(AdapterConfig config) ->
                run(config.clients().broker(), request);
        };
    }

    private Optional<String> run(AdapterConfig.Broker broker, DeadLetterRequest request) {
        if (broker.subscriptionId().isEmpty()) {
            return Optional.of("clients.broker.subscription_id is required");
        }
        if (broker.topic().isEmpty()) {
            return Optional.of("clients.broker.topic is required");
        }
        return switch (BrokerConfigReader.read(environment, home)) {
            case BrokerConfigReader.Result.Invalid invalid ->
                Optional.of("failed to load config: " + invalid.message());
            case BrokerConfigReader.Result.Valid(BrokerConfig config) -> open(config, broker, request);
        };
    }

    private Optional<String> open(BrokerConfig config, AdapterConfig.Broker broker, DeadLetterRequest request) {
        return switch (DeadLetters.open(config, broker.topic(), broker.subscriptionId(), environment)) {
            case DeadLetters.Opened.Failed(String error) -> Optional.of(error);
            case DeadLetters.Opened.Ready(DeadLetters letters) -> {
                try (letters) {
                    yield carryOut(letters, request);
                } catch (UnavailableException e) {
                    yield Optional.of(String.valueOf(e.getMessage()));
                }
            }
        };
    }

    private Optional<String> carryOut(DeadLetters letters, DeadLetterRequest request) throws UnavailableException {
        return switch (request) {
            case DeadLetterRequest.ListThem() -> list(letters);
            case DeadLetterRequest.Show(String id) -> show(letters, id);
            case DeadLetterRequest.Replay(Optional<String> id) -> decide(letters, id, Decision.REPLAY, "replayed");
            case DeadLetterRequest.Drop(Optional<String> id) -> decide(letters, id, Decision.DROP, "dropped");
        };
    }

    private Optional<String> list(DeadLetters letters) throws UnavailableException {
        List<DeadLetterText> found = new ArrayList<>();
        letters.review(seen(letter -> found.add(DeadLetterText.of(letter))));
        if (!found.isEmpty()) {
            out.print(DeadLetterText.table(found));
            out.println();
        }
        out.println(found.size() + (found.size() == 1 ? " message" : " messages") + " in " + letters.name());
        if (!found.isEmpty()) {
            out.println("Next: adapter dlq show <id>, replay <id>, drop <id>");
        }
        return Optional.empty();
    }

    private Optional<String> show(DeadLetters letters, String id) throws UnavailableException {
        AtomicInteger shown = new AtomicInteger();
        letters.review(seen(letter -> {
            if (DeadLetterText.of(letter).id().equals(id)) {
                shown.incrementAndGet();
                new TreeMap<>(letter.headers())
                        .forEach((name, value) -> out.println(name + ": " + DeadLetterText.printable(value)));
                out.println();
                out.println(new String(letter.body(), StandardCharsets.UTF_8));
            }
        }));
        return shown.get() > 0 ? Optional.empty() : unknown(id, letters);
    }

    private Optional<String> decide(DeadLetters letters, Optional<String> id, Decision decision, String done)
            throws UnavailableException {
        AtomicInteger count = new AtomicInteger();
        letters.review(letter -> {
            if (id.isPresent() && !DeadLetterText.of(letter).id().equals(id.get())) {
                return Decision.KEEP;
            }
            count.incrementAndGet();
            return decision;
        });
        if (id.isPresent() && count.get() == 0) {
            return unknown(id.get(), letters);
        }
        out.println(count.get() + (count.get() == 1 ? " message " : " messages ") + done);
        return Optional.empty();
    }

    private static Optional<String> unknown(String id, DeadLetters letters) {
        return Optional.of(
                "there is no message " + id + " in " + letters.name() + "; adapter dlq list shows what is there");
    }

    private static Function<DeadLetter, Decision> seen(Consumer<DeadLetter> look) {
        return letter -> {
            look.accept(letter);
            return Decision.KEEP;
        };
    }
}
