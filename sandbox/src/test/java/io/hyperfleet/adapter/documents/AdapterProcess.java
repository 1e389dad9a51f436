package io.hyperfleet.adapter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.BuildInfo;
import io.hyperfleet.adapter.app.Main;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** The program in a process of its own, with everything it writes. */
final class AdapterProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private AdapterProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /**
     * @param environment all of it; nothing of this process is handed on
     */
    static AdapterProcess start(Path workingFolder, Map<String, String> environment, List<String> arguments)
            throws IOException {
        return start(classPath(), workingFolder, environment, arguments);
    }

    /** Starts it as a build of this version. */
    static AdapterProcess startRelease(
            String version, Path workingFolder, Map<String, String> environment, List<String> arguments)
            throws IOException {
        Path jar = workingFolder.resolve("release.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        String entry = BuildInfo.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream release = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream code = BuildInfo.class.getResourceAsStream("BuildInfo.class")) {
            release.putNextEntry(new JarEntry(entry));
            Objects.requireNonNull(code).transferTo(release);
        }
        return start(jar + File.pathSeparator + classPath(), workingFolder, environment, arguments);
    }

    private static AdapterProcess start(
            String classPath, Path workingFolder, Map<String, String> environment, List<String> arguments)
            throws IOException {
        boolean sandbox = arguments.getFirst().equals("sandbox");
        Class<?> main = sandbox ? io.hyperfleet.adapter.sandbox.Main.class : Main.class;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dadapter.home=" + Document.REPOSITORY,
                "-cp",
                classPath,
                main.getName()));
        command.addAll(sandbox ? arguments.subList(1, arguments.size()) : arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workingFolder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("LOG_FORMAT", "text");
        builder.environment().putAll(environment);
        return new AdapterProcess(builder.start());
    }

    /** Test runners load the program from the class path of the process, or by a loader of their own. */
    private static String classPath() {
        if (!(Main.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        return Arrays.stream(loader.getURLs())
                .map(url -> Path.of(URI.create(url.toString())).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits for a line. */
    String awaitLine(Predicate<String> condition, String description) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            boolean ended = !process.isAlive() && !reader.isAlive();
            for (String line : lines) {
                if (condition.test(line)) {
                    return line;
                }
            }
            assertThat(ended || System.nanoTime() > end)
                    .as("%s is told in%n%s", description, output())
                    .isFalse();
            Thread.sleep(Duration.ofMillis(10));
        }
    }

    /** Waits until something holds. */
    void awaitCondition(Callable<Boolean> condition, String description) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            assertThat(System.nanoTime())
                    .as("%s in time%n%s", description, output())
                    .isLessThan(end);
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for the end. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("ended:%n%s", output())
                .isTrue();
        reader.join();
        return process.exitValue();
    }

    String output() {
        return String.join("\n", lines);
    }

    /** Lines from now on are the only ones. */
    void forgetOutput() {
        lines.clear();
    }

    /** SIGTERM. */
    void stop() {
        process.toHandle().destroy(); // the process itself would close the streams as well
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(the output ended: " + e.getMessage() + ")");
        }
    }
}
