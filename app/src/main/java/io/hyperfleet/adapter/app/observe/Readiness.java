package io.hyperfleet.adapter.app.observe;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Whether the program can do its work, as it is known at this moment. It is ready when every check passes and it is not
 * shutting down; a check may fail and pass again. Safe for use by any thread.
 */
public final class Readiness {

    /** What has to hold, in the order of the names. */
    public enum Check {
        BROKER("broker"),
        CONFIG("config");

        private final String text;

        Check(String text) {
            this.text = text;
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
                StringBuilder json = new StringBuilder("{\"checks\":{");
                checks.forEach((check, passes) -> json.append(json.charAt(json.length() - 1) == '{' ? "" : ",")
                        .append('"')
                        .append(check.text)
                        .append("\":\"")
                        .append(passes ? "ok" : "error")
                        .append('"'));
                return json.append("},\"status\":")
                        .append(ready() ? "\"ok\"}" : "\"error\",\"message\":\"not ready\"}")
                        .toString();
            }
        }
    }
}
