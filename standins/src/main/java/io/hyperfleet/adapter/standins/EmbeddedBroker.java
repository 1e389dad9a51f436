package io.hyperfleet.adapter.standins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Queue;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.VirtualHost;
import org.apache.qpid.server.transport.AMQPConnection;
import org.jspecify.annotations.Nullable;

/**
 * An AMQP 0-9-1 broker inside this process (Apache Qpid Broker-J), reachable over a real socket on the loopback
 * interface, user {@code guest}, password {@code guest}, virtual host {@code /}.
 *
 * <p>Everything is kept in memory: a broker that is stopped and started again is empty, its clients have to declare
 * their topology again. The first start in a process takes two to three seconds, later ones a tenth of a second.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String VIRTUAL_HOST = "default";

    private final SystemLauncher launcher;
    private final Broker<?> broker;
    private final Path workFolder;
    private final int port;

    private EmbeddedBroker(SystemLauncher launcher, Broker<?> broker, Path workFolder) {
        this.launcher = launcher;
        this.broker = broker;
        this.workFolder = workFolder;
        this.port = broker.getPorts().iterator().next().getBoundPort();
    }

    /** Starts a broker on a free port. */
    public static EmbeddedBroker start() {
        return startOn(0);
    }

    /** Starts a broker on the given port: how a test lets a broker come back after an outage. */
    public static EmbeddedBroker startOn(int port) {
        Path workFolder = newWorkFolder();
        ContainerListener listener = new ContainerListener();
        SystemLauncher launcher = new SystemLauncher(listener);
        try {
            launcher.startup(Map.of(
                    "type", "Memory",
                    "initialConfigurationLocation", resource("embedded-broker.json"),
                    "initialSystemPropertiesLocation", resource("embedded-broker.properties"),
                    "startupLoggedToSystemOut", "false",
                    "context",
                            Map.of(
                                    "qpid.work_dir", workFolder.toString(),
                                    "hyperfleet.embedded.port", Integer.toString(port))));
            return new EmbeddedBroker(launcher, listener.broker(), workFolder);
        } catch (Exception e) {
            launcher.shutdown();
            delete(workFolder);
            throw new IllegalStateException("the embedded broker could not start on port " + port, e);
        }
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** What a client connects to, with user and password. */
    public String uri() {
        return "amqp://guest:guest@127.0.0.1:" + port + "/";
    }

    /** Messages in a queue, delivered but unsettled ones included; empty when there is no such queue. */
    public OptionalLong messagesIn(String queue) {
        Queue<?> found = (Queue<?>) virtualHost().getChildByName(Queue.class, queue);
        return found == null ? OptionalLong.empty() : OptionalLong.of(found.getQueueDepthMessages());
    }

    /** Clients that are connected at the moment. */
    public int connections() {
        return virtualHost().getConnections().size();
    }

    /** Ends every connection from the broker's side, as an administrator would; clients may come back at once. */
    public void closeConnections() {
        for (var connection : List.copyOf(virtualHost().getConnections())) {
            ((AMQPConnection<?>) connection)
                    .sendConnectionCloseAsync(AMQPConnection.CloseReason.MANAGEMENT, "closed by the test");
        }
    }

    /** Stops the broker; everything it held is gone. */
    @Override
    public void close() {
        launcher.shutdown();
        delete(workFolder);
    }

    private VirtualHost<?> virtualHost() {
        return broker.findVirtualHostByName(VIRTUAL_HOST);
    }

    private static String resource(String name) {
        return Objects.requireNonNull(EmbeddedBroker.class.getResource(name)).toString();
    }

    private static Path newWorkFolder() {
        try {
            return Files.createTempDirectory("hyperfleet-broker-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gets hold of the running broker, which the launcher does not hand out. */
    private static final class ContainerListener extends DefaultSystemLauncherListener {

        private @Nullable SystemConfig<?> system;

        @Override
        public void onContainerResolve(SystemConfig<?> resolved) {
            this.system = resolved;
        }

        Broker<?> broker() {
            SystemConfig<?> started = Objects.requireNonNull(system, "the broker did not come up");
            return (Broker<?>) started.getContainer();
        }
    }
}
