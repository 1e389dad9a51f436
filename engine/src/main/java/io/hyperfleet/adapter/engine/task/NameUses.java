package io.hyperfleet.adapter.engine.task;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names a task uses, gathered while its texts are checked in the order in which they are evaluated. */
final class NameUses {

    private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9_]+");

    private final Set<String> used = new HashSet<>();
    private boolean complete = true;
    private Set<String> later = Set.of();

    void add(String name) {
        used.add(name);
    }

    /** Every word of a path may be a name. */
    void addWordsOf(String path) {
        NO_WORD.splitAsStream(path).forEach(used::add);
    }

    /** A text could not be read, so nobody knows what it uses. */
    void beIncomplete() {
        complete = false;
    }

    /** Whether all texts could be read, and none uses the name. */
    boolean isUnused(String name) {
        return complete && !used.contains(name);
    }

    /**
     * From here on, texts are checked that are evaluated when only some of the task's names have their values.
     *
     * @param all that the task gives values to
     * @param defined those that have one
     */
    void beforeDefining(Collection<String> all, Set<String> defined) {
        later = all.stream().filter(name -> !defined.contains(name)).collect(toUnmodifiableSet());
    }

    boolean isLater(String name) {
        return later.contains(name);
    }
}
