package io.hyperfleet.adapter.engine.task;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names a task uses, gathered while its texts are checked in the order in which they are evaluated. */
final class NameUses {

    private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9_]+");

    private final Set<String> used = new HashSet<>();
    private boolean complete = true;
    private Set<String> pending = Set.of();
    private Set<String> defined = Set.of();

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
     * @param defined those that have one; grows while the texts are checked
     */
    void inOrder(Set<String> all, Set<String> defined) {
        pending = all;
        this.defined = defined;
    }

    boolean isLater(String name) {
        return pending.contains(name) && !defined.contains(name);
    }
}
