package io.hyperfleet.adapter.engine.document;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Arrays;
import java.util.Set;

/**
 * The names of the rules that configuration files are held against. They are stable: filters and editors rely on them.
 * {@code docs/problems.md} explains each.
 */
public enum ProblemCode {
    ADAPTER_CONFIG("adapter-config", "A value of the adapter configuration breaks a rule."),
    API_VERSION("api-version", "The apiVersion of an envelope is not one this program knows."),
    BROKER_CONFIG("broker-config", "broker.yaml cannot be read or breaks a rule."),
    CEL_PROGRAM("cel-program", "An expression is CEL, but cannot be carried out, for example because it is too large."),
    CEL_SYNTAX("cel-syntax", "An expression is no CEL."),
    CONDITION_VALUE("condition-value", "The value of a condition does not suit its operator."),
    DEPRECATED("deprecated", "A key still works, but will not for ever."),
    DUPLICATE_KEY("duplicate-key", "A map has the same key twice."),
    DUPLICATE_NAME("duplicate-name", "Two resources, or two params, have the same name."),
    EMPTY_FILE("empty-file", "A file is empty or holds only comments."),
    ENVIRONMENT_VARIABLE("environment-variable", "A required param comes from a variable that is not set."),
    FIELD_PATH("field-path", "The path of a field cannot be followed."),
    FILE_REFERENCE("file-reference", "A file that is named is missing, unreadable or outside the folder."),
    FILE_KIND("file-kind", "A file is none of the configuration files."),
    GENERATION("generation", "A manifest does not say its generation, so it is created once and never updated."),
    KIND("kind", "The kind of an envelope is another one than belongs here."),
    LIFECYCLE("lifecycle", "A lifecycle lacks what it needs."),
    MANIFEST("manifest", "A resource has no manifest, or an empty reference to one."),
    MANIFEST_FIELD("manifest-field", "A manifest lacks what every object has, or has it in a form that cannot be."),
    MANIFEST_TYPE("manifest-type", "A manifest is neither a map nor a text."),
    MISSING_CONDITION("missing-condition", "A status payload lacks a condition that the API demands."),
    MUTUALLY_EXCLUSIVE("mutually-exclusive", "Two keys are given of which only one may be."),
    NAME("name", "A name cannot stand in expressions."),
    NO_FILE("no-file", "It is not said where a configuration file lies."),
    NOT_ALLOWED("not-allowed", "A value is not among the few that are allowed."),
    NOT_BOOLEAN("not-boolean", "An expression that decides something yields no boolean."),
    OLD_DIALECT("old-dialect", "A file has the form of an older release."),
    OLD_NAME("old-name", "A name is only allowed in files of older releases."),
    OPERATOR("operator", "A condition has an operator that does not exist."),
    OPTIONAL_CONDITION("optional-condition", "An optional value stands where a condition is needed."),
    PARAM_SOURCE("param-source", "The source of a param cannot be understood."),
    RELATIVE_PATH("relative-path", "The file of a param has no absolute path."),
    REQUIRED("required", "Something that must be there is missing."),
    RETIRED_CONDITION("retired-condition", "A condition type that the API no longer has."),
    SECRET_IN_TEMPLATE("secret-in-template", "A template prints a value that looks like a secret."),
    SERVE_SETTING("serve-setting", "A setting that only serving needs is missing or wrong."),
    STATUS_CONDITION("status-condition", "A condition of a status payload is none that the API takes."),
    STATUS_METHOD("status-method", "Statuses are reported with another method than PUT."),
    TEMPLATE_SYNTAX("template-syntax", "A template cannot be understood."),
    TRANSPORT("transport", "The transport of a resource lacks what it needs, or is not configured."),
    UNDEFINED_FUNCTION("undefined-function", "An expression calls a function that does not exist."),
    UNDEFINED_RESOURCE("undefined-resource", "An expression names a resource that the task does not have."),
    UNDEFINED_VARIABLE("undefined-variable", "A template or an expression names a variable that cannot exist."),
    UNKNOWN_KEY("unknown-key", "A key is not known there."),
    UNREADABLE_FILE("unreadable-file", "A file cannot be read."),
    UNUSED_PARAM("unused-param", "Nothing uses a param."),
    URL("url", "A URL can hardly be meant as it is written."),
    USED_BEFORE_DEFINED("used-before-defined", "A name is used before the step that gives it a value."),
    VERSION_MISMATCH("version-mismatch", "The configuration is for another version of the adapter."),
    VERSION_UNKNOWN("version-unknown", "A version cannot be compared, so it is not."),
    WRONG_TYPE("wrong-type", "A value is of another type than is needed."),
    YAML_SYNTAX("yaml-syntax", "A file is no YAML.");

    private static final Set<String> TEXTS =
            Arrays.stream(values()).map(ProblemCode::text).collect(toUnmodifiableSet());

    private final String text;
    private final String meaning;

    ProblemCode(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    static boolean exists(String text) {
        return TEXTS.contains(text);
    }

    /** As it is printed. */
    public String text() {
        return text;
    }

    /** One sentence. */
    public String meaning() {
        return meaning;
    }
}
