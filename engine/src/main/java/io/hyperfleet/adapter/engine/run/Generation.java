package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.value.Resource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The generation of the HyperFleet resource that an object was made for: the decimal number in its annotation {@link
 * #ANNOTATION}, by which is decided whether the object is up to date.
 */
public final class Generation {

    public static final String ANNOTATION = "hyperfleet.io/generation";

    private Generation() {}

    /**
     * The generation of an object. A missing or unreadable one counts as 0, and so does any as soon as one annotation
     * of the object is no text.
     */
    public static long of(Resource resource) {
        String text = resource.annotations().getOrDefault(ANNOTATION, "");
        return problem(text) == Problem.NONE ? Long.parseLong(text) : 0;
    }

    /**
     * What is wrong with the generation of an object that must have one, for example {@code missing
     * hyperfleet.io/generation annotation}; empty when it is a positive number.
     */
    public static Optional<String> validate(Resource resource) {
        String text = resource.annotations().get(ANNOTATION);
        if (text == null) {
            return Optional.of("missing " + ANNOTATION + " annotation");
        }
        if (text.isEmpty()) {
            return Optional.of(ANNOTATION + " annotation is empty");
        }
        return switch (problem(text)) {
            case NONE -> {
                long generation = Long.parseLong(text);
                yield generation > 0
                        ? Optional.empty()
                        : Optional.of(ANNOTATION + " annotation must be > 0, got " + generation);
            }
            case SYNTAX -> Optional.of(unreadable(text, "invalid syntax"));
            case RANGE -> Optional.of(unreadable(text, "value out of range"));
        };
    }

    /** The object of the highest generation; of equal ones the one whose name comes first. */
    public static Optional<Resource> newest(List<Resource> resources) {
        return resources.stream()
                .min(Comparator.comparingLong(Generation::of).reversed().thenComparing(Resource::name));
    }

    private enum Problem {
        NONE,
        SYNTAX,
        RANGE
    }

    private static Problem problem(String text) {
        int digits = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        if (text.length() == digits) {
            return Problem.SYNTAX;
        }
        for (int i = digits; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return Problem.SYNTAX;
            }
        }
        try {
            Long.parseLong(text);
            return Problem.NONE;
        } catch (NumberFormatException e) {
            return Problem.RANGE;
        }
    }

    private static String unreadable(String text, String cause) {
        return "invalid " + ANNOTATION + " annotation value \"" + text + "\": strconv.ParseInt: parsing \"" + text
                + "\": " + cause;
    }
}
