package io.hyperfleet.adapter.engine.expression.cel;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelList;
import dev.cel.common.ast.CelExpr.CelSelect;
import io.hyperfleet.gotemplate.Uint64;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a syntax tree into nodes that can be evaluated. One instance plans one expression. */
final class Planner {

    /** The functions that evaluate an argument only when they need it, and so are none of the table. */
    static final Set<String> SHORT_CIRCUITING = Set.of("or", "orValue");

    /** The slots of the variables of the comprehensions around the place being planned. */
    private final Map<String, Integer> slots = new HashMap<>();

    private int slotCount;

    /** A call or key that can never work; told when the expression is compiled. */
    static final class PlanException extends Exception {

        private static final long serialVersionUID = 1L;

        PlanException(String message) {
            super(message, null, false, false);
        }
    }

    Node plan(CelExpr expression) throws PlanException {
        return switch (expression.getKind()) {
            case CONSTANT -> new Node.Constant(constant(expression.constant()));
            case IDENT -> identifier(expression.ident().name());
            case SELECT -> select(expression.select());
            case CALL -> call(expression.call());
            case LIST -> list(expression.list());
            case MAP -> map(expression.map());
            case STRUCT -> MessageLiteral.plan(expression.struct(), this);
            case COMPREHENSION -> comprehension(expression.comprehension());
            case NOT_SET -> throw new PlanException("unsupported expression");
        };
    }

    /** How many variables comprehensions have; known when the whole expression is planned. */
    int slotCount() {
        return slotCount;
    }

    private static @Nullable Object constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> constant.booleanValue();
            case INT64_VALUE -> constant.int64Value();
            case UINT64_VALUE -> new Uint64(constant.uint64Value().longValue());
            case DOUBLE_VALUE -> constant.doubleValue();
            case STRING_VALUE -> constant.stringValue();
            case BYTES_VALUE -> constant.bytesValue().toByteArray();
            case NULL_VALUE -> null;
            case NOT_SET, DURATION_VALUE, TIMESTAMP_VALUE ->
                throw new IllegalStateException("no literal: " + constant.getKind());
        };
    }

    private Node identifier(String name) {
        Integer slot = slots.get(name);
        return slot != null ? new Node.Local(slot) : Attribute.Variable.named(withoutLeadingDot(name));
    }

    private static String withoutLeadingDot(String name) {
        return name.startsWith(".") ? name.substring(1) : name;
    }

    private static Attribute asAttribute(Node node) {
        return node instanceof Attribute attribute ? attribute : new Attribute.Relative(node, List.of());
    }

    private Node select(CelSelect select) throws PlanException {
        Attribute operand = asAttribute(plan(select.operand()));
        return operand.with(new Qualifier(new Node.Constant(select.field()), false, select.testOnly()));
    }

    private Node index(CelCall call, boolean optional) throws PlanException {
        Attribute operand = asAttribute(plan(call.args().get(0)));
        Node key = plan(call.args().get(1));
        if (key instanceof Node.Constant(Object literal) && !Qualifier.isKey(literal)) {
            throw new PlanException("invalid qualifier type: " + CelType.goNameOf(literal));
        }
        return operand.with(new Qualifier(key, optional, false));
    }

    private Node call(CelCall call) throws PlanException {
        List<CelExpr> arguments = call.args();
        return switch (call.function()) {
            case "_&&_" -> new Operators.And(plan(arguments.get(0)), plan(arguments.get(1)));
            case "_||_" -> new Operators.Or(plan(arguments.get(0)), plan(arguments.get(1)));
            case "_==_" -> new Operators.Equals(plan(arguments.get(0)), plan(arguments.get(1)), true);
            case "_!=_" -> new Operators.Equals(plan(arguments.get(0)), plan(arguments.get(1)), false);
            case "_?_:_" ->
                new Attribute.Conditional(
                        plan(arguments.get(0)),
                        asAttribute(plan(arguments.get(1))),
                        asAttribute(plan(arguments.get(2))));
            case "_[_]" -> index(call, false);
            case "_[?_]", "_?._" -> index(call, true);
            case "@not_strictly_false" -> new Operators.NotStrictlyFalse(plan(arguments.get(0)));
            default -> functionCall(call);
        };
    }

    private Node functionCall(CelCall call) throws PlanException {
        List<Node> arguments = new ArrayList<>();
        Function function = qualifiedFunction(call);
        if (function == null) {
            if (call.target().isPresent()) {
                arguments.add(plan(call.target().get()));
            }
            function = FunctionTable.ALL.find(withoutLeadingDot(call.function()));
        }
        for (CelExpr argument : call.args()) {
            arguments.add(plan(argument));
        }
        return functionCall(call.function(), function, arguments);
    }

    private static Node functionCall(String name, @Nullable Function function, List<Node> arguments)
            throws PlanException {
        if (arguments.size() == 2 && name.equals("or")) {
            return new OptionalFunctions.Or(arguments.get(0), arguments.get(1));
        }
        if (arguments.size() == 2 && name.equals("orValue")) {
            return new OptionalFunctions.OrValue(arguments.get(0), arguments.get(1));
        }
        if (function == null) {
            if (arguments.isEmpty()) {
                throw new PlanException("no such overload: " + name + "()");
            }
            return new Function.UnknownCall(name, arguments);
        }
        String refusal = function.refuses(arguments.size());
        if (refusal != null) {
            throw new PlanException(refusal);
        }
        return StringFunctions.withConstantPattern(new Function.Call(function, List.copyOf(arguments)));
    }

    /** {@code strings.quote(x)}: what looks like a target may be the first part of a function's name. */
    private static @Nullable Function qualifiedFunction(CelCall call) {
        String prefix = call.target().map(Planner::qualifiedName).orElse(null);
        return prefix == null ? null : FunctionTable.ALL.find(prefix + "." + call.function());
    }

    private static @Nullable String qualifiedName(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT -> withoutLeadingDot(expression.ident().name());
            case SELECT -> {
                String operand = qualifiedName(expression.select().operand());
                yield operand == null
                        ? null
                        : operand + "." + expression.select().field();
            }
            default -> null;
        };
    }

    private Node list(CelList list) throws PlanException {
        List<Node> elements = new ArrayList<>();
        List<Boolean> optional = new ArrayList<>();
        for (int i = 0; i < list.elements().size(); i++) {
            elements.add(plan(list.elements().get(i)));
            optional.add(list.optionalIndices().contains(i));
        }
        return new Construction.ListLiteral(List.copyOf(elements), List.copyOf(optional));
    }

    private Node map(CelExpr.CelMap map) throws PlanException {
        List<Construction.Entry> entries = new ArrayList<>();
        for (CelExpr.CelMap.Entry entry : map.entries()) {
            entries.add(new Construction.Entry(plan(entry.key()), plan(entry.value()), entry.optionalEntry()));
        }
        return new Construction.MapLiteral(List.copyOf(entries));
    }

    private Node comprehension(CelComprehension loop) throws PlanException {
        Node range = plan(loop.iterRange());
        Node initial = plan(loop.accuInit());
        int accumulator = slotCount++;
        int element = slotCount++;
        Integer outerAccumulator = slots.put(loop.accuVar(), accumulator);
        Integer outerElement = slots.put(loop.iterVar(), element);
        Node condition = plan(loop.loopCondition());
        Node step = Comprehension.appending(plan(loop.loopStep()), accumulator);
        restore(loop.iterVar(), outerElement);
        Node result = plan(loop.result());
        restore(loop.accuVar(), outerAccumulator);
        return new Comprehension(range, element, accumulator, initial, condition, step, result);
    }

    private void restore(String name, @Nullable Integer outer) {
        if (outer == null) {
            slots.remove(name);
        } else {
            slots.put(name, outer);
        }
    }
}
