package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.value.Equality;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** One evaluation in progress: the variables, those of its comprehensions, and what it may still spend. */
final class Frame {

    /** Steps an evaluation may take. One step is an iteration, a new element or some sixteen characters. */
    private static final long STEPS = 1_000_000;

    private static final long UNITS_A_STEP = 16;

    private final Scope scope;
    private final @Nullable Object[] locals;
    private long units = STEPS * UNITS_A_STEP;

    Frame(Scope scope, int localCount) {
        this.scope = scope;
        this.locals = new @Nullable Object[localCount];
    }

    /** The variable's value, or {@link Equality#ABSENT}. */
    @Nullable
    Object variable(String name) {
        Object value = scope.get(name);
        return value == null && !scope.has(name) ? Equality.ABSENT : Values.adapt(value);
    }

    @Nullable
    Object local(int slot) {
        return locals[slot];
    }

    void setLocal(int slot, @Nullable Object value) {
        locals[slot] = value;
    }

    ZonedDateTime now() {
        return scope.now();
    }

    /** Counts an iteration. */
    void spendStep() {
        spend(UNITS_A_STEP);
    }

    /** Counts characters or elements that are produced or looked at. */
    void spend(long count) {
        units -= count;
        if (units < 0) {
            throw new BudgetExceededException();
        }
    }

    /** Counts elements of new lists: each takes as much memory as a few dozen characters. */
    void spendElements(long count) {
        spend(count > units ? count : count * UNITS_A_STEP);
    }

    /** Counts a search for one text in another; at worst its cost is the product of both lengths. */
    void spendSearch(String text, String part) {
        spend(text.length() + (long) text.length() * part.length() / 64);
    }

    /** Ends an evaluation that takes too long. No operator absorbs it. */
    static final class BudgetExceededException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BudgetExceededException() {
            super("operation cancelled: actual cost limit exceeded", null, false, false);
        }
    }
}
