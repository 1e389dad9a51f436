package io.hyperfleet.adapter.engine.expression.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import io.hyperfleet.adapter.engine.expression.ConditionTypeReference;
import io.hyperfleet.adapter.engine.expression.FunctionReference;
import io.hyperfleet.adapter.engine.expression.ResultKind;
import io.hyperfleet.adapter.engine.expression.VariableReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the variables and functions an expression refers to, without those that macros bring in. */
final class References {

    private final CelAbstractSyntaxTree tree;
    private final int linesBefore;
    private final int columnsBefore;
    private final Deque<String> locals = new ArrayDeque<>();
    private final List<VariableReference> variables = new ArrayList<>();
    private final List<FunctionReference> functions = new ArrayList<>();
    private final List<ConditionTypeReference> conditionTypes = new ArrayList<>();

    /** The variable in which the list is that a variable of a macro runs through. */
    private final Map<String, String> origins = new HashMap<>();

    /**
     * @param leading the blanks that stood before the text that was parsed
     */
    References(CelAbstractSyntaxTree tree, String leading) {
        this.tree = tree;
        this.linesBefore = (int) leading.chars().filter(c -> c == '\n').count();
        this.columnsBefore = leading.length() - leading.lastIndexOf('\n') - 1;
        visit(tree.getExpr());
    }

    List<VariableReference> variables() {
        return List.copyOf(variables);
    }

    List<FunctionReference> functions() {
        return List.copyOf(functions);
    }

    List<ConditionTypeReference> conditionTypes() {
        return List.copyOf(conditionTypes);
    }

    ResultKind resultKind() {
        return ResultKinds.of(tree.getExpr());
    }

    private void visit(CelExpr expression) {
        Path path = pathOf(expression);
        if (path != null) {
            add(path);
            return;
        }
        switch (expression.getKind()) {
            case SELECT -> visit(expression.select().operand());
            case CALL -> visitCall(expression);
            case LIST -> expression.list().elements().forEach(this::visit);
            case MAP ->
                expression.map().entries().forEach(entry -> {
                    visit(entry.key());
                    visit(entry.value());
                });
            case STRUCT -> expression.struct().entries().forEach(entry -> visit(entry.value()));
            case COMPREHENSION -> visitComprehension(expression.comprehension());
            case CONSTANT, IDENT, NOT_SET -> {
                // nothing inside
            }
        }
    }

    private void visitCall(CelExpr expression) {
        CelCall call = expression.call();
        addConditionType(call);
        String qualifier = call.target().map(References::namespace).orElse(null);
        if (isName(call.function())) {
            CelSourceLocation place = location(expression);
            int argumentCount = call.args().size() + (call.target().isPresent() && qualifier == null ? 1 : 0);
            functions.add(new FunctionReference(
                    qualifier == null ? call.function() : qualifier + "." + call.function(),
                    argumentCount,
                    line(place),
                    column(place)));
        }
        if (qualifier == null) {
            call.target().ifPresent(this::visit);
        }
        call.args().forEach(this::visit);
    }

    /** The prefix of functions such as {@code strings.quote}; null when the target is a value. */
    private static @Nullable String namespace(CelExpr target) {
        return target.getKind() == Kind.IDENT
                        && List.of("optional", "strings", "lists")
                                .contains(target.ident().name())
                ? target.ident().name()
                : null;
    }

    private static boolean isName(String function) {
        return Character.isLetter(function.charAt(0)) && function.indexOf('@') < 0;
    }

    private void addConditionType(CelCall call) {
        if (call.args().size() < 2) {
            return;
        }
        CelExpr first = call.args().get(0);
        CelExpr second = call.args().get(1);
        if (call.function().startsWith("condition")) {
            addConditionType(first, second);
        } else if (call.function().equals("_==_") && isTypeOfSomething(first)) {
            addConditionType(first, second);
        } else if (call.function().equals("_==_") && isTypeOfSomething(second)) {
            addConditionType(second, first);
        }
    }

    private static boolean isTypeOfSomething(CelExpr expression) {
        return expression.getKind() == Kind.SELECT
                && expression.select().field().equals("type");
    }

    private void addConditionType(CelExpr conditions, CelExpr type) {
        if (type.getKind() == Kind.CONSTANT && type.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            CelSourceLocation quote = location(type);
            conditionTypes.add(new ConditionTypeReference(
                    origin(conditions), type.constant().stringValue(), line(quote), column(quote) + 1));
        }
    }

    /** The variable at the bottom of an expression; empty when there is none. */
    private String origin(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT ->
                origins.getOrDefault(
                        expression.ident().name(), expression.ident().name());
            case SELECT -> origin(expression.select().operand());
            case CALL -> {
                CelCall call = expression.call();
                yield call.target()
                        .map(this::origin)
                        .orElseGet(() ->
                                call.args().isEmpty() ? "" : origin(call.args().getFirst()));
            }
            case COMPREHENSION -> origin(expression.comprehension().iterRange());
            case CONSTANT, LIST, MAP, STRUCT, NOT_SET -> "";
        };
    }

    private void visitComprehension(CelComprehension loop) {
        origins.put(loop.iterVar(), origin(loop.iterRange()));
        visit(loop.iterRange());
        visit(loop.accuInit());
        locals.push(loop.accuVar());
        locals.push(loop.iterVar());
        visit(loop.loopCondition());
        visit(loop.loopStep());
        locals.pop();
        visit(loop.result());
        locals.pop();
    }

    /**
     * @param guarded whether the expression copes with a missing member
     */
    private record Path(CelExpr root, List<String> names, boolean guarded) {

        Path with(String name, boolean guard) {
            List<String> longer = new ArrayList<>(names);
            longer.add(name);
            return new Path(root, List.copyOf(longer), guarded || guard);
        }
    }

    /** The variable and the literal members of it that an expression is made of; null for any other expression. */
    private static @Nullable Path pathOf(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT -> new Path(expression, List.of(expression.ident().name()), false);
            case SELECT -> {
                Path operand = pathOf(expression.select().operand());
                yield operand == null
                        ? null
                        : operand.with(
                                expression.select().field(), expression.select().testOnly());
            }
            case CALL -> indexPath(expression.call());
            default -> null;
        };
    }

    private static @Nullable Path indexPath(CelCall call) {
        boolean optional = call.function().equals("_?._") || call.function().equals("_[?_]");
        if (!optional && !call.function().equals("_[_]")) {
            return null;
        }
        CelExpr key = call.args().get(1);
        Path operand = pathOf(call.args().get(0));
        boolean literal = key.getKind() == Kind.CONSTANT && key.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        return operand == null || !literal ? null : operand.with(key.constant().stringValue(), optional);
    }

    private void add(Path path) {
        String root = path.names().getFirst();
        if (locals.contains(root)) {
            return;
        }
        CelSourceLocation place = location(path.root());
        variables.add(new VariableReference(path.names(), path.guarded(), line(place), column(place)));
    }

    private CelSourceLocation location(CelExpr expression) {
        return Optional.ofNullable(tree.getSource().getPositionsMap().get(expression.id()))
                .flatMap(tree.getSource()::getOffsetLocation)
                .orElse(CelSourceLocation.of(1, 0));
    }

    private int line(CelSourceLocation place) {
        return place.getLine() + linesBefore;
    }

    private int column(CelSourceLocation place) {
        return place.getColumn() + 1 + (place.getLine() == 1 ? columnsBefore : 0);
    }
}
