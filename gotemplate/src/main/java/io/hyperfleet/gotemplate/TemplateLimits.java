package io.hyperfleet.gotemplate;

/**
 * What one execution may use. Go has no such limits but for a depth of 100000; without them {@code {{ range 9999999999 }}}
 * takes all memory.
 *
 * @param maxOutputLength characters of the output, and of any single text a function produces
 * @param maxSteps nodes executed and loop iterations; texts passed to or made by functions count one step for each 64
 *     characters
 * @param maxTemplateDepth templates that call each other
 * @param maxNesting parentheses and control structures inside each other in the template's text
 */
public record TemplateLimits(int maxOutputLength, long maxSteps, int maxTemplateDepth, int maxNesting) {

    /** 16 Mi characters, 10 million steps, 1000 nested template calls, 10000 nested parentheses (Go's own limit). */
    public static final TemplateLimits DEFAULT = new TemplateLimits(16 * 1024 * 1024, 10_000_000, 1000, 10_000);

    public TemplateLimits {
        if (maxOutputLength < 0 || maxSteps < 1 || maxTemplateDepth < 1 || maxNesting < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
