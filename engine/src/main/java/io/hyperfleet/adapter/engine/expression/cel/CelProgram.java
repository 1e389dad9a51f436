package io.hyperfleet.adapter.engine.expression.cel;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.cel.common.CelAbstractSyntaxTree;
import io.hyperfleet.adapter.engine.expression.ConditionTypeReference;
import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import io.hyperfleet.adapter.engine.expression.FunctionReference;
import io.hyperfleet.adapter.engine.expression.ResultKind;
import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.expression.VariableReference;
import io.hyperfleet.adapter.engine.expression.cel.Frame.BudgetExceededException;
import io.hyperfleet.adapter.engine.expression.cel.Planner.PlanException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A parsed and planned expression. Immutable; one instance serves all threads. */
public final class CelProgram {

    private final Node root;
    private final int slotCount;
    private final References references;

    private CelProgram(Node root, int slotCount, References references) {
        this.root = root;
        this.slotCount = slotCount;
        this.references = references;
    }

    /** Why an expression cannot be compiled. */
    public static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * @throws ExpressionSyntaxException when it is no CEL: {@code failed to parse expression: ERROR: …}
     * @throws RefusedException when a part of it can never work: {@code failed to create program: …}
     */
    public static CelProgram compile(String text) throws ExpressionSyntaxException, RefusedException {
        String trimmed = text.strip();
        CelAbstractSyntaxTree tree = CelSyntax.parse(trimmed);
        Planner planner = new Planner();
        try {
            Node root = planner.plan(tree.getExpr());
            String leading = text.substring(0, text.indexOf(trimmed));
            return new CelProgram(root, planner.slotCount(), new References(tree, leading));
        } catch (PlanException e) {
            throw new RefusedException("failed to create program: " + e.getMessage());
        }
    }

    /** The names of all functions there are, some with a prefix such as {@code strings.quote}. */
    public static Set<String> functionNames() {
        return Stream.concat(FunctionTable.ALL.names().stream(), Planner.SHORT_CIRCUITING.stream())
                .collect(toUnmodifiableSet());
    }

    /** The result as plain data, or why there is none. Takes a bounded number of steps, whatever the expression. */
    public Evaluation evaluate(Scope scope) {
        try {
            Object result = root.evaluate(new Frame(scope, slotCount));
            return result instanceof CelError error
                    ? new Evaluation.Failure(error.message())
                    : new Evaluation.Value(Values.toPlain(result));
        } catch (BudgetExceededException e) {
            return new Evaluation.Failure(String.valueOf(e.getMessage()));
        } catch (StackOverflowError nestedTooDeeply) {
            return new Evaluation.Failure("the data is nested too deeply");
        }
    }

    /** The variables it refers to, in the order of the text. */
    public List<VariableReference> variables() {
        return references.variables();
    }

    /** The functions it calls, in the order of the text. */
    public List<FunctionReference> functions() {
        return references.functions();
    }

    /** The condition types it looks for, in the order of the text. */
    public List<ConditionTypeReference> conditionTypes() {
        return references.conditionTypes();
    }

    /** What can be told of its result. */
    public ResultKind resultKind() {
        return references.resultKind();
    }
}
