package io.hyperfleet.gotemplate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changes while a template is executed: output, variables, place for errors, limits used up. */
final class ExecutionState {

    private static final int CHARACTERS_PER_STEP = 64;

    final TemplateLimits limits;
    final StringBuilder out = new StringBuilder();
    private final SourceText source;
    private List<String> names = new ArrayList<>();
    private List<Slot> values = new ArrayList<>();
    private String templateName;
    private @Nullable Node current;
    private int depth;
    private long steps;

    ExecutionState(SourceText source, TemplateLimits limits, Slot root) {
        this.source = source;
        this.limits = limits;
        this.templateName = source.name();
        declare("$", root);
    }

    /** Names the node that an error from now on belongs to. */
    void at(Node node) {
        current = node;
    }

    /** Counts one step. */
    void step() throws TemplateExecutionException {
        charge(0);
    }

    /** Counts one step, and more for the text handled in it. */
    void charge(int characters) throws TemplateExecutionException {
        steps += 1 + characters / CHARACTERS_PER_STEP;
        if (steps > limits.maxSteps()) {
            throw error("exceeded the limit of " + limits.maxSteps() + " steps");
        }
    }

    TemplateExecutionException error(String why) {
        return error(why, null);
    }

    TemplateExecutionException error(String why, @Nullable Throwable cause) {
        if (current == null) {
            return new TemplateExecutionException("template: " + templateName + ": " + why, 1, 1, cause);
        }
        int position = current.position();
        int line = source.line(position);
        String place = source.name() + ":" + line + ":" + source.byteColumn(position);
        return new TemplateExecutionException(
                "template: " + place + ": executing " + GoQuote.quote(templateName, false) + " at <" + current + ">: "
                        + why,
                line,
                source.column(position),
                cause);
    }

    void append(String text) throws TemplateExecutionException {
        out.append(text);
        if (out.length() > limits.maxOutputLength()) {
            throw outputTooLong();
        }
    }

    TemplateExecutionException outputTooLong() {
        return error("output exceeds the limit of " + limits.maxOutputLength() + " characters");
    }

    void declare(String name, Slot value) {
        names.add(name);
        values.add(value);
    }

    int mark() {
        return names.size();
    }

    /** Forgets the variables declared since the mark. */
    void release(int mark) {
        for (int i = names.size() - 1; i >= mark; i--) {
            names.remove(i);
            values.remove(i);
        }
    }

    void assign(String name, Slot value) throws TemplateExecutionException {
        values.set(indexOf(name), value);
    }

    /** Sets the variable declared last (1), or the one before it (2). */
    void assignTop(int fromTop, Slot value) {
        values.set(values.size() - fromTop, value);
    }

    Slot variable(String name) throws TemplateExecutionException {
        return values.get(indexOf(name));
    }

    private int indexOf(String name) throws TemplateExecutionException {
        int index = names.lastIndexOf(name);
        if (index < 0) {
            throw error("undefined variable: " + name);
        }
        return index;
    }

    /** What the caller of a template must put back afterwards. */
    record Frame(
            List<String> names,
            List<Slot> values,
            String templateName,
            @Nullable Node current) {}

    /** Starts a template that knows only its own data. */
    Frame enter(String name, Slot dot) throws TemplateExecutionException {
        Frame caller = new Frame(names, values, templateName, current);
        depth++;
        templateName = name;
        names = new ArrayList<>();
        values = new ArrayList<>();
        declare("$", dot);
        return caller;
    }

    void checkDepth() throws TemplateExecutionException {
        if (depth >= limits.maxTemplateDepth()) {
            throw error("exceeded maximum template depth (" + limits.maxTemplateDepth() + ")");
        }
    }

    void leave(Frame caller) {
        depth--;
        names = caller.names();
        values = caller.values();
        templateName = caller.templateName();
        current = caller.current();
    }
}
