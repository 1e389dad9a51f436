package io.hyperfleet.adapter.app.observe;

import com.sun.management.UnixOperatingSystemMXBean;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;

/** What every HyperFleet component tells of its process, and of the virtual machine it runs on. */
final class ProcessMetrics {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMetrics() {}

    static void register(PrometheusRegistry registry) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            counter(
                    registry,
                    "process_cpu_seconds_total",
                    "Total user and system CPU time spent in seconds.",
                    () -> system.getProcessCpuTime() / NANOS_PER_SECOND);
            gauge(registry, "process_open_fds", "Number of open file descriptors.", system::getOpenFileDescriptorCount);
            gauge(
                    registry,
                    "process_max_fds",
                    "Maximum number of open file descriptors.",
                    system::getMaxFileDescriptorCount);
        }
        if (Files.isReadable(STATUS)) {
            gauge(
                    registry,
                    "process_resident_memory_bytes",
                    "Resident memory size in bytes.",
                    ProcessMetrics::residentBytes);
        }
        double start = ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS_PER_SECOND;
        gauge(
                registry,
                "process_start_time_seconds",
                "Start time of the process since unix epoch in seconds.",
                () -> start);
        virtualMachine(registry);
    }

    private static void virtualMachine(PrometheusRegistry registry) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        gauge(
                registry,
                "jvm_memory_heap_used_bytes",
                "Memory in use by objects, garbage included.",
                () -> memory.getHeapMemoryUsage().getUsed());
        gauge(
                registry,
                "jvm_threads_current",
                "Number of platform threads.",
                ManagementFactory.getThreadMXBean()::getThreadCount);
        counter(
                registry,
                "jvm_gc_collection_seconds_total",
                "Time spent in garbage collection in seconds.",
                () -> ManagementFactory.getGarbageCollectorMXBeans().stream()
                                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                                .sum()
                        / MILLIS_PER_SECOND);
    }

    private static double residentBytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:")) {
                    return Double.parseDouble(line.replaceAll("\\D", "")) * 1024;
                }
            }
            return Double.NaN;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    private static void counter(PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }
}
