package io.hyperfleet.gotemplate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes pipelines, commands and arguments. Order of evaluation and texts of errors are Go's. */
final class Evaluator {

    private static final List<Node.Operand> NO_OPERANDS = List.of();

    private final ExecutionState state;

    /** Whether the last name that was followed named an element of a map, not a method. */
    private boolean namedElement;

    Evaluator(ExecutionState state) {
        this.state = state;
    }

    /** The value of the last command; sets the variables to the left. */
    @Nullable
    Object pipeline(Slot dot, Node.Pipeline pipeline) throws TemplateExecutionException {
        state.at(pipeline);
        Object value = Marker.NO_ARGUMENT;
        List<Node.Command> commands = pipeline.commands();
        for (int i = 0; i < commands.size(); i++) {
            value = Marker.unboxed(command(dot, commands.get(i), value));
        }
        for (Node.Variable variable : pipeline.declared()) {
            if (pipeline.assigns()) {
                state.assign(variable.name(), Slot.of(value));
            } else {
                state.declare(variable.name(), Slot.of(value));
            }
        }
        return value;
    }

    private @Nullable Object command(Slot dot, Node.Command command, @Nullable Object piped)
            throws TemplateExecutionException {
        List<Node.Operand> operands = command.operands();
        Node.Operand first = operands.getFirst();
        return switch (first) {
            case Node.Field field -> field(dot, field, operands, piped);
            case Node.Chain chain -> chain(dot, chain, operands, piped);
            case Node.Identifier name -> function(dot, name, command, operands, piped);
            case Node.Pipeline inner -> {
                checkNotCalled(operands, piped);
                yield pipeline(dot, inner);
            }
            case Node.Variable variable -> variable(variable, dot, operands, piped);
            case Node.Dot _, Node.Nil _, Node.Bool _, Node.NumericLiteral _, Node.Literal _ -> {
                state.at(first);
                checkNotCalled(operands, piped);
                if (first instanceof Node.Nil) {
                    throw state.error("nil is not a command");
                }
                yield first instanceof Node.Dot ? dot.operand() : constant(first);
            }
        };
    }

    private void checkNotCalled(List<Node.Operand> operands, @Nullable Object piped) throws TemplateExecutionException {
        if (operands.size() > 1 || piped != Marker.NO_ARGUMENT) {
            throw state.error("can't give argument to non-function " + operands.getFirst());
        }
    }

    private @Nullable Object field(Slot dot, Node.Field field, List<Node.Operand> operands, @Nullable Object piped)
            throws TemplateExecutionException {
        state.at(field);
        return fields(dot, dot.operand(), dot.isElement(), field, field.path(), operands, piped);
    }

    private @Nullable Object variable(
            Node.Variable variable, Slot dot, List<Node.Operand> operands, @Nullable Object piped)
            throws TemplateExecutionException {
        state.at(variable);
        Slot value = state.variable(variable.name());
        if (variable.path().isEmpty()) {
            if (!operands.isEmpty()) {
                checkNotCalled(operands, piped);
            }
            return value.operand();
        }
        return fields(dot, value.operand(), value.isElement(), variable, variable.path(), operands, piped);
    }

    private @Nullable Object chain(Slot dot, Node.Chain chain, List<Node.Operand> operands, @Nullable Object piped)
            throws TemplateExecutionException {
        state.at(chain.operand());
        Object receiver = untypedArgument(dot, chain.operand());
        return fields(dot, receiver, false, chain, chain.path(), operands, piped);
    }

    /** Follows a chain of names; only the last may be given arguments. */
    private @Nullable Object fields(
            Slot dot,
            @Nullable Object start,
            boolean startIsElement,
            Node node,
            List<String> path,
            List<Node.Operand> operands,
            @Nullable Object piped)
            throws TemplateExecutionException {
        Object receiver = start;
        boolean isElement = startIsElement;
        int last = path.size() - 1;
        for (int i = 0; i < last; i++) {
            boolean inMap = receiver instanceof Map<?, ?>;
            receiver = field(dot, receiver, isElement, path.get(i), node, NO_OPERANDS, Marker.NO_ARGUMENT);
            isElement = inMap;
        }
        return field(dot, receiver, isElement, path.get(last), node, operands, piped);
    }

    private @Nullable Object field(
            Slot dot,
            @Nullable Object receiver,
            boolean isElement,
            String name,
            Node node,
            List<Node.Operand> operands,
            @Nullable Object piped)
            throws TemplateExecutionException {
        if (receiver == null) {
            throw state.error("nil data; no entry for key " + GoQuote.quote(name, false));
        }
        if (receiver == Marker.NIL_INTERFACE) {
            throw state.error("nil pointer evaluating interface {}." + name);
        }
        if (receiver instanceof Map<?, ?> map) {
            if (operands.size() > 1 || piped != Marker.NO_ARGUMENT) {
                throw state.error(name + " is not a method but has arguments");
            }
            Object value = map.get(name);
            if (value == null && !map.containsKey(name)) {
                throw state.error("map has no entry for key " + GoQuote.quote(name, false));
            }
            namedElement = true;
            return Marker.boxed(value);
        }
        Method method = Method.find(receiver, name);
        if (method != null) {
            Object result = call(dot, name, method, receiver, node, operands, piped);
            namedElement = false;
            return result;
        }
        throw state.error("can't evaluate field " + name + " in type "
                + (isElement ? ParameterType.ANY.goName() : GoType.nameOf(receiver)));
    }

    private @Nullable Object function(
            Slot dot, Node.Identifier name, Node node, List<Node.Operand> operands, @Nullable Object piped)
            throws TemplateExecutionException {
        state.at(name);
        return call(dot, name.name(), name.function(), null, node, operands, piped);
    }

    /** Calls a function, or a method with its receiver; the first operand is its name. */
    private @Nullable Object call(
            Slot dot,
            String name,
            Invocable function,
            @Nullable Object receiver,
            Node node,
            List<Node.Operand> operands,
            @Nullable Object piped)
            throws TemplateExecutionException {
        int given = Math.max(0, operands.size() - 1);
        int count = given + (piped == Marker.NO_ARGUMENT ? 0 : 1);
        checkCallable(name, function, given, count);
        if (function == Builtin.AND || function == Builtin.OR) {
            return shortCircuit(dot, function == Builtin.OR, operands, piped);
        }
        Object[] arguments = new Object[count];
        for (int i = 0; i < given; i++) {
            arguments[i] = argument(dot, typeOf(function, i), operands.get(i + 1));
            if (function == Builtin.SLICE && i > 0 && isElement(dot, operands.get(i + 1))) {
                arguments[i] = Marker.NIL_INTERFACE;
            }
        }
        if (piped != Marker.NO_ARGUMENT) {
            arguments[given] = checked(piped, typeOf(function, given));
        }
        return invoke(name, function, receiver, arguments, node, operands);
    }

    /**
     * Whether the operand, just evaluated, is an element of a map or list as it is. The bounds of {@code slice} must not
     * be: unlike all other functions it does not look into an {@code interface {}}.
     */
    private boolean isElement(Slot dot, Node.Operand operand) throws TemplateExecutionException {
        return switch (operand) {
            case Node.Dot _ -> dot.isElement();
            case Node.Variable variable
            when variable.path().isEmpty() -> state.variable(variable.name()).isElement();
            case Node.Variable _, Node.Field _, Node.Chain _ -> namedElement;
            case Node.Nil _, Node.Bool _, Node.NumericLiteral _, Node.Literal _, Node.Pipeline _, Node.Identifier _ ->
                false;
        };
    }

    private void checkCallable(String name, Invocable function, int given, int count)
            throws TemplateExecutionException {
        int parameters = function.parameters().size();
        if (function.variadic()) {
            if (count < parameters - 1) {
                throw state.error(
                        "wrong number of args for " + name + ": want at least " + (parameters - 1) + " got " + given);
            }
        } else if (count != parameters) {
            throw state.error("wrong number of args for " + name + ": want " + parameters + " got " + count);
        }
        if (function instanceof Method method && method.refusal() != null) {
            throw state.error(method.refusal());
        }
    }

    private static ParameterType typeOf(Invocable function, int index) {
        List<ParameterType> parameters = function.parameters();
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    private @Nullable Object shortCircuit(
            Slot dot, boolean decisive, List<Node.Operand> operands, @Nullable Object piped)
            throws TemplateExecutionException {
        Object value = null;
        for (int i = 1; i < operands.size(); i++) {
            value = argument(dot, ParameterType.ANY, operands.get(i));
            if (GoType.isTrue(Marker.unboxed(value)) == decisive) {
                return value;
            }
        }
        return piped == Marker.NO_ARGUMENT ? value : piped;
    }

    private Object invoke(
            String name,
            Invocable function,
            @Nullable Object receiver,
            @Nullable Object[] arguments,
            Node node,
            List<Node.Operand> operands)
            throws TemplateExecutionException {
        int handled = 0;
        for (Object argument : arguments) {
            handled += argument instanceof String text ? text.length() : 0;
        }
        state.charge(handled);
        String failure;
        Throwable cause;
        try {
            Object result = switch (function) {
                case Builtin.CALL -> FunctionValue.call(calleeName(operands, arguments), arguments);
                case Builtin builtin -> builtin.call(arguments, state.limits.maxOutputLength());
                case GoFunction declared -> declared.body().call(unboxed(arguments));
                case Method method -> method.call(receiver, unboxed(arguments));
            };
            if (!(result instanceof String text) || text.length() <= state.limits.maxOutputLength()) {
                state.charge(result instanceof String text ? text.length() : 0);
                return Marker.boxed(result);
            }
            failure = tooLong();
            cause = null;
        } catch (FunctionException e) {
            failure = String.valueOf(e.getMessage());
            cause = e;
        } catch (Printer.TooLongException e) {
            failure = tooLong();
            cause = e;
        } catch (RuntimeException e) {
            // as Go does with a function that panics
            failure = String.valueOf(e.getMessage());
            cause = e;
        }
        state.at(node);
        throw state.error("error calling " + name + ": " + failure, cause);
    }

    private String tooLong() {
        return "result exceeds the limit of " + state.limits.maxOutputLength() + " characters";
    }

    private static String calleeName(List<Node.Operand> operands, @Nullable Object[] arguments) {
        if (operands.size() > 1) {
            return operands.get(1).toString();
        }
        return arguments[0] instanceof String text ? text : "<" + GoType.nameOf(arguments[0]) + " Value>";
    }

    private static @Nullable Object[] unboxed(@Nullable Object[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = Marker.unboxed(arguments[i]);
        }
        return arguments;
    }

    /** Evaluates an argument for a parameter of this type. */
    private @Nullable Object argument(Slot dot, ParameterType type, Node.Operand operand)
            throws TemplateExecutionException {
        state.at(operand);
        return switch (operand) {
            case Node.Nil _ -> {
                if (!type.acceptsNil()) {
                    throw state.error("cannot assign nil to " + type.goName());
                }
                yield null;
            }
            case Node.Bool _, Node.NumericLiteral _, Node.Literal _ -> literal(type, operand);
            case Node.Dot _, Node.Field _, Node.Variable _, Node.Pipeline _, Node.Identifier _, Node.Chain _ ->
                checked(untypedArgument(dot, operand), type);
        };
    }

    private @Nullable Object untypedArgument(Slot dot, Node.Operand operand) throws TemplateExecutionException {
        return switch (operand) {
            case Node.Dot _ -> dot.operand();
            case Node.Field field -> field(dot, field, NO_OPERANDS, Marker.NO_ARGUMENT);
            case Node.Variable variable -> variable(variable, dot, NO_OPERANDS, Marker.NO_ARGUMENT);
            case Node.Pipeline inner -> pipeline(dot, inner);
            case Node.Identifier name -> function(dot, name, name, NO_OPERANDS, Marker.NO_ARGUMENT);
            case Node.Chain chain -> chain(dot, chain, NO_OPERANDS, Marker.NO_ARGUMENT);
            case Node.Nil _ -> null;
            case Node.Bool _, Node.NumericLiteral _, Node.Literal _ -> constant(operand);
        };
    }

    private Object literal(ParameterType type, Node.Operand operand) throws TemplateExecutionException {
        NumberLiteral number = operand instanceof Node.NumericLiteral node ? node.value() : null;
        return switch (type) {
            case ANY -> constant(operand);
            case STRING -> {
                if (operand instanceof Node.Literal text) {
                    yield text.text();
                }
                throw expected("string", operand);
            }
            case BOOL -> {
                if (operand instanceof Node.Bool flag) {
                    yield flag.value();
                }
                throw expected("bool", operand);
            }
            case INT, DURATION -> {
                if (number != null && number.signed() != null) {
                    yield type == ParameterType.INT ? number.signed() : GoType.DURATION.ofLong(number.signed());
                }
                throw expected("integer", operand);
            }
            case FLOAT64 -> {
                if (number != null && number.floating() != null) {
                    yield number.floating();
                }
                throw expected("float", operand);
            }
            case TIME, LIST, MAP -> throw state.error("can't handle " + operand + " for arg of type " + type.goName());
        };
    }

    private TemplateExecutionException expected(String what, Node.Operand operand) {
        return state.error("expected " + what + "; found " + operand);
    }

    private Object constant(Node.Operand operand) throws TemplateExecutionException {
        if (operand instanceof Node.Literal text) {
            return text.text();
        }
        if (operand instanceof Node.Bool flag) {
            return flag.value();
        }
        Object value =
                operand instanceof Node.NumericLiteral number ? number.value().ideal() : null;
        if (value == null) {
            state.at(operand);
            throw state.error(operand + " overflows int");
        }
        return value;
    }

    /** The value as one of this type; ANY keeps the mark of a nil that was found in a map or list. */
    private @Nullable Object checked(@Nullable Object value, ParameterType type) throws TemplateExecutionException {
        if (type == ParameterType.ANY) {
            return value;
        }
        if (value == null) {
            if (type.acceptsNil()) {
                return null;
            }
            throw state.error("invalid value; expected " + type.goName());
        }
        Object converted = type.accepted(value);
        if (converted == null) {
            String found = value == Marker.NIL_INTERFACE ? ParameterType.ANY.goName() : GoType.nameOf(value);
            throw state.error("wrong type for value; expected " + type.goName() + "; got " + found);
        }
        return converted;
    }
}
