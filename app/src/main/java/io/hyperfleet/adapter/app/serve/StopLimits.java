package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.app.serve.ServeSettings.Limits;
import io.hyperfleet.gotemplate.GoDuration;
import io.hyperfleet.gotemplate.Parsed;
import java.time.Duration;
import java.util.Map;

/**
 * How long stopping may take, by the variables of HyperFleet's standard: {@code SHUTDOWN_TIMEOUT} for all of it and {@code
 * DRAIN_PERIOD}, which must be shorter, for what runs. Values are durations as Go writes them, for example {@code 20s}.
 */
public final class StopLimits {

    private static final String SHUTDOWN = "SHUTDOWN_TIMEOUT";
    private static final String DRAIN = "DRAIN_PERIOD";

    /** What reading came to. */
    public sealed interface Result {

        record Valid(Limits limits) implements Result {}

        record Invalid(String error) implements Result {}
    }

    private StopLimits() {}

    /**
     * @param eventTimeout zero for the standard one
     */
    public static Result read(Map<String, String> environment, Duration eventTimeout) {
        Parsed<Duration> shutdown = duration(environment, SHUTDOWN, Limits.STANDARD.shutdown());
        Parsed<Duration> drain = duration(environment, DRAIN, Limits.STANDARD.drain());
        if (!shutdown.isValid() || !shutdown.value().isPositive()) {
            return invalid(SHUTDOWN, environment);
        }
        if (!drain.isValid() || drain.value().isNegative()) {
            return invalid(DRAIN, environment);
        }
        boolean drainGiven = !environment.getOrDefault(DRAIN, "").isEmpty();
        boolean drainFits = drain.value().compareTo(shutdown.value()) < 0;
        if (drainGiven && !drainFits) {
            return new Result.Invalid("%s (%s) must be shorter than %s (%s)"
                    .formatted(DRAIN, GoDuration.format(drain.value()), SHUTDOWN, GoDuration.format(shutdown.value())));
        }
        return new Result.Valid(new Limits(
                eventTimeout.isPositive() ? eventTimeout : Limits.STANDARD.event(),
                drainFits ? drain.value() : shutdown.value().multipliedBy(3).dividedBy(4),
                shutdown.value()));
    }

    private static Parsed<Duration> duration(Map<String, String> environment, String name, Duration standard) {
        String text = environment.getOrDefault(name, "");
        return GoDuration.parse(text.isEmpty() ? GoDuration.format(standard) : text);
    }

    private static Result invalid(String name, Map<String, String> environment) {
        return new Result.Invalid(
                "%s is \"%s\": a duration such as 20s is needed".formatted(name, environment.getOrDefault(name, "")));
    }
}
