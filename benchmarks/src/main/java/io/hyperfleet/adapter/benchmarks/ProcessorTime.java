package io.hyperfleet.adapter.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Counts the processor time of the measured iterations, which is what was measured of the Go program: on a machine that has
 * other work to do, the time that passes says little about the code. JMH takes part in it through the parameter of a
 * benchmark, which need not use it.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class ProcessorTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Processor time of the thread. */
    public long cpuNanos;

    /** The time that passed. */
    public long wallNanos;

    private long startCpuNanos;
    private long startWallNanos;

    @Setup(Level.Iteration)
    public void start() {
        startCpuNanos = THREADS.getCurrentThreadCpuTime();
        startWallNanos = System.nanoTime();
    }

    @TearDown(Level.Iteration)
    public void stop() {
        cpuNanos = THREADS.getCurrentThreadCpuTime() - startCpuNanos;
        wallNanos = System.nanoTime() - startWallNanos;
    }
}
