package io.hyperfleet.adapter.engine.task;

/**
 * The steps in which a task file is loaded. The original program stops at the first that finds something, so its words
 * for a refused file are those of one step; here all steps are taken and the first one gives the words.
 */
public enum LoadStage {
    /** The text is YAML, all keys are known, all values are of their type. */
    PARSING("failed to load task config: failed to parse task config YAML"),
    /** What is required is there, what excludes each other is not. */
    STRUCTURE("task config validation failed"),
    /** Files that are named exist in the folder of the task file. */
    FILE_REFERENCES("task config file reference validation failed: file reference errors"),
    /** Files that are named can be read. */
    FILE_LOADING("failed to load task config file references"),
    /** Expressions, templates and values make sense. */
    SEMANTICS("task config semantic validation failed"),
    /** What the original program finds only when an event comes: templates, paths and names that can never work. */
    COMPILATION("task config compilation failed");

    private final String failure;

    LoadStage(String failure) {
        this.failure = failure;
    }

    /** What operators search for when the step failed, without the colon that follows. */
    public String failure() {
        return failure;
    }
}
