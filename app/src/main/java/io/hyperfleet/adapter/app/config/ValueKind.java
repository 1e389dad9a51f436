package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.app.config.Literal.Invalid;
import io.hyperfleet.adapter.app.config.Literal.Value;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The kinds of configuration values, and how a flag or an environment variable spells them (as in Go). */
public enum ValueKind {
    TEXT("string", "string") {
        @Override
        public Literal parse(String text) {
            return new Value(text);
        }
    },
    FLAG("bool", "bool") {
        @Override
        public Literal parse(String text) {
            if (TRUE.contains(text)) {
                return new Value(true);
            }
            return FALSE.contains(text) ? new Value(false) : new Invalid("strconv.ParseBool", INVALID_SYNTAX);
        }
    },
    INTEGER("int", "int") {
        @Override
        public Literal parse(String text) {
            return parseInteger(text);
        }
    },
    FLOAT("float", "float32") {
        @Override
        public Literal parse(String text) {
            return parseFloat(text);
        }
    },
    DURATION("string", "time.Duration") {
        @Override
        public Literal parse(String text) {
            return GoDuration.parse(text);
        }
    };

    private static final String INVALID_SYNTAX = "invalid syntax";
    private static final String OUT_OF_RANGE = "value out of range";
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
    private static final Pattern INTEGER_SYNTAX = Pattern.compile("(?<sign>[+-]?)(?:0[xX](?<hex>(?:_?[0-9a-fA-F])+)"
            + "|0[bB](?<binary>(?:_?[01])+)|0[oO]?(?<octal>(?:_?[0-7])+)|(?<decimal>0|[1-9](?:_?[0-9])*))");
    private static final Pattern FLOAT_SYNTAX =
            Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    private static final Pattern INFINITE_SYNTAX =
            Pattern.compile("[+-]?(?:inf|infinity)", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final String typeName;
    private final String goType;

    ValueKind(String typeName, String goType) {
        this.typeName = typeName;
        this.goType = goType;
    }

    /** Reads a value as written in a flag or an environment variable. */
    public abstract Literal parse(String text);

    /** As help calls it. */
    public String typeName() {
        return typeName;
    }

    /** As error messages call it. */
    public String goType() {
        return goType;
    }

    private static Literal parseInteger(String text) {
        var matcher = INTEGER_SYNTAX.matcher(text);
        if (!matcher.matches()) {
            return new Invalid("strconv.ParseInt", INVALID_SYNTAX);
        }
        String[] groups = {"hex", "binary", "octal", "decimal"};
        int[] radixes = {16, 2, 8, 10};
        for (int i = 0; i < groups.length; i++) {
            String digits = matcher.group(groups[i]);
            if (digits != null) {
                var value = new BigInteger(matcher.group("sign") + digits.replace("_", ""), radixes[i]);
                return value.bitLength() < Long.SIZE
                        ? new Value(value.longValue())
                        : new Invalid("strconv.ParseInt", OUT_OF_RANGE);
            }
        }
        throw new AssertionError("one of the groups matches: " + text);
    }

    private static Literal parseFloat(String text) {
        if (FLOAT_SYNTAX.matcher(text).matches()) {
            double value = Double.parseDouble(text);
            return Math.abs(value) <= Float.MAX_VALUE
                    ? new Value(value)
                    : new Invalid("strconv.ParseFloat", OUT_OF_RANGE);
        }
        if (INFINITE_SYNTAX.matcher(text).matches()) {
            return new Value(text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        if (text.toLowerCase(Locale.ROOT).equals("nan")) {
            return new Value(Double.NaN);
        }
        return new Invalid("strconv.ParseFloat", INVALID_SYNTAX);
    }
}
