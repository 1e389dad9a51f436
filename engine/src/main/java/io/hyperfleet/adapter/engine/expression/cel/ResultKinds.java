package io.hyperfleet.adapter.engine.expression.cel;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import io.hyperfleet.adapter.engine.expression.ResultKind;
import java.util.Set;

/** Tells the kind of an expression's result where its outermost part shows it. */
final class ResultKinds {

    private static final Set<String> BOOLEAN = Set.of(
            "_&&_",
            "_||_",
            "!_",
            "_==_",
            "_!=_",
            "_<_",
            "_<=_",
            "_>_",
            "_>=_",
            "@in",
            "bool",
            "has",
            "hasValue",
            "startsWith",
            "endsWith",
            "contains",
            "matches");

    private static final Set<String> OPTIONAL = Set.of(
            "_?._",
            "_[?_]",
            "or",
            "of",
            "none",
            "ofNonZeroValue",
            "optional.of",
            "optional.none",
            "optional.ofNonZeroValue");

    private static final Set<String> OTHER = Set.of(
            "_+_",
            "_-_",
            "_*_",
            "_/_",
            "_%_",
            "-_",
            "size",
            "string",
            "int",
            "uint",
            "double",
            "bytes",
            "timestamp",
            "duration",
            "type",
            "toJson",
            "now",
            "conditionStatus",
            "join",
            "split",
            "lowerAscii",
            "upperAscii");

    private ResultKinds() {}

    static ResultKind of(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT ->
                expression.constant().getKind() == CelConstant.Kind.BOOLEAN_VALUE
                        ? ResultKind.BOOLEAN
                        : ResultKind.OTHER;
            case LIST, MAP, STRUCT -> ResultKind.OTHER;
            case CALL -> ofCall(expression.call());
            case SELECT -> ofSelect(expression);
            case COMPREHENSION -> of(expression.comprehension().accuInit());
            case IDENT, NOT_SET -> ResultKind.UNKNOWN;
        };
    }

    private static ResultKind ofCall(CelCall call) {
        String function = call.function();
        if (function.equals("_?_:_")) {
            ResultKind yes = of(call.args().get(1));
            return yes == of(call.args().get(2)) ? yes : ResultKind.UNKNOWN;
        }
        if (BOOLEAN.contains(function)) {
            return ResultKind.BOOLEAN;
        }
        if (OPTIONAL.contains(function)) {
            return ResultKind.OPTIONAL;
        }
        return OTHER.contains(function) ? ResultKind.OTHER : ResultKind.UNKNOWN;
    }

    /** A member of an optional value is optional again. */
    private static ResultKind ofSelect(CelExpr expression) {
        if (expression.select().testOnly()) {
            return ResultKind.BOOLEAN;
        }
        return of(expression.select().operand()) == ResultKind.OPTIONAL ? ResultKind.OPTIONAL : ResultKind.UNKNOWN;
    }
}
