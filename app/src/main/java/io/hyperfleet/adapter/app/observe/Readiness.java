package io.hyperfleet.adapter.app.observe;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the program can do its work, as it is known at this moment. It is ready when every check passes and it is not
 * shutting down; a check may fail and pass again. Safe for use by any thread.
 */
public final class Readiness {

    /** What has to hold, in the order in which it is shown. */
    public enum Check {
        CONFIG("config", "configuration not loaded"),
        BROKER("broker", "broker connection failed"),
        API("api", "HyperFleet API not reachable");

        private final String text;
        private final String failure;

        Check(String text, String failure) {
            this.text = text;
            this.failure = failure;
        }
    }

    private final Set<Check> passing = EnumSet.noneOf(Check.class);
    private boolean shuttingDown;

    public synchronized void pass(Check check) {
        passing.add(check);
    }

    public synchronized void fail(Check check) {
        passing.remove(check);
    }

    /** There is no way back from here. */
    public synchronized void shutDown() {
        shuttingDown = true;
    }

    /** What to answer to somebody who asks. */
    synchronized Answer answer() {
        if (shuttingDown) {
            return new Answer.ShuttingDown();
        }
        Map<Check, Boolean> checks = new EnumMap<>(Check.class);
        for (Check check : Check.values()) {
            checks.put(check, passing.contains(check));
        }
        return new Answer.Checked(checks);
    }

    /** The answer as a status and a JSON document. */
    sealed interface Answer {

        boolean ready();

        String json();

        record ShuttingDown() implements Answer {

            @Override
            public boolean ready() {
                return false;
            }

            @Override
            public String json() {
                return "{\"status\":\"error\",\"message\":\"server is shutting down\"}";
            }
        }

        record Checked(Map<Check, Boolean> checks) implements Answer {

            @Override
            public boolean ready() {
                return !checks.containsValue(false);
            }

            @Override
            public String json() {
                String shown = checks.entrySet().stream()
                        .map(check -> "\"%s\":\"%s\"".formatted(check.getKey().text, check.getValue() ? "ok" : "error"))
                        .collect(Collectors.joining(",", "{", "}"));
                String failures = checks.entrySet().stream()
                        .filter(check -> !check.getValue())
                        .map(check -> check.getKey().failure)
                        .collect(Collectors.joining("; "));
                return failures.isEmpty()
                        ? "{\"status\":\"ok\",\"checks\":" + shown + "}"
                        : "{\"status\":\"error\",\"checks\":" + shown + ",\"message\":\"" + failures + "\"}";
            }
        }
    }
}
