package io.hyperfleet.adapter.benchmarks;

import io.hyperfleet.adapter.engine.expression.CelExpression;
import io.hyperfleet.adapter.engine.expression.Conditions;
import io.hyperfleet.adapter.engine.expression.Conditions.Condition;
import io.hyperfleet.adapter.engine.expression.Conditions.Operator;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import io.hyperfleet.adapter.engine.expression.FieldPath;
import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.adapter.engine.run.EventData;
import io.hyperfleet.adapter.engine.task.ManifestTemplate;
import io.hyperfleet.adapter.engine.task.PayloadTemplate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What is done for each event, one step a benchmark. Everything is compiled beforehand, as when the program serves. The
 * inputs are of the kind that was measured with the Go program; {@link Figure} holds its figures beside ours.
 *
 * <p>Beside the time that passes, {@link ProcessorTime} counts that of the thread.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EngineBenchmark {

    private final SampleTask task = new SampleTask();
    private final Map<String, @Nullable Object> templateVariables = task.templateVariables();
    private final Map<String, @Nullable Object> expressionVariables = task.expressionVariables();

    private final CelExpression compare =
            expression("generation > 0 && cluster.status.conditions[0].status != \"True\"");
    private final CelExpression optional =
            expression("cluster.?spec.?release.?channel.orValue(\"stable\") == \"stable\" ? \"True\" : \"False\"");
    private final CelExpression filter = expression(
            "cluster.status.conditions.filter(c, c.status == \"True\").map(c, c.type).exists(t, t == \"Health\")");
    private final CelExpression helper =
            expression("conditionStatus(cluster.status.conditions, \"Reconciled\") != \"True\""
                    + " && dig(cluster, \"spec.release.version\") != \"\"");

    private final Conditions conditions = Conditions.of(List.of(
            new Condition(path("region"), Operator.EQUALS, "north"),
            new Condition(path("generation"), Operator.GREATER_THAN, 0L)));

    private final Template field = template("settings-{{ .clusterId }}");
    private final Template formatting =
            template("{{ .clusterId | lower }}-{{ .generation }}-{{ printf \"%s/%v\" .region .generation }}");
    private final Template range =
            template("{{ range .event.items }}{{ if eq .a \"x\" }}{{ .a }}={{ .n }};{{ end }}{{ end }}");

    private final ManifestTemplate treeManifest = task.manifest("tree");
    private final ManifestTemplate textManifest = task.manifest("text");
    private final PayloadTemplate payload = task.payload();

    private static CelExpression expression(String text) {
        try {
            return CelExpression.compile(text);
        } catch (ExpressionSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Template template(String text) {
        try {
            return Template.compile(text);
        } catch (ExpressionSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static FieldPath path(String text) {
        try {
            return FieldPath.compile(text);
        } catch (ExpressionSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Scope expressions() {
        return Scope.of(expressionVariables);
    }

    private Scope templates() {
        return Scope.of(templateVariables);
    }

    @Benchmark
    public Object whenCompare(ProcessorTime time) {
        return compare.evaluate(expressions());
    }

    @Benchmark
    public Object whenOptional(ProcessorTime time) {
        return optional.evaluate(expressions());
    }

    @Benchmark
    public Object whenFilter(ProcessorTime time) {
        return filter.evaluate(expressions());
    }

    @Benchmark
    public Object whenHelper(ProcessorTime time) {
        return helper.evaluate(expressions());
    }

    @Benchmark
    public Object whenConditions(ProcessorTime time) {
        return conditions.evaluate(expressions());
    }

    @Benchmark
    public Object templateField(ProcessorTime time) {
        return field.render(templates());
    }

    @Benchmark
    public Object templateFormatting(ProcessorTime time) {
        return formatting.render(templates());
    }

    @Benchmark
    public Object templateRange(ProcessorTime time) {
        return range.render(templates());
    }

    @Benchmark
    public Object manifestTree(ProcessorTime time) {
        return treeManifest.render(templates());
    }

    @Benchmark
    public Object manifestText(ProcessorTime time) {
        return textManifest.render(templates());
    }

    @Benchmark
    public Object payload(ProcessorTime time) {
        return payload.build(templates(), expressions());
    }

    @Benchmark
    public Object eventData(ProcessorTime time) {
        return EventData.parse(task.eventData());
    }

    @Benchmark
    public Object wholeRun(ProcessorTime time) {
        return task.run();
    }
}
