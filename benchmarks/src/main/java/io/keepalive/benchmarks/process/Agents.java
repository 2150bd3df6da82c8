// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.process;

import io.keepalive.benchmarks.subject.EmptyAgent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The JVM options of the agents that are compared. */
public final class Agents {

    /** The shipped jar. */
    public static final Path KEEPALIVE = Path.of("agent/target/keepalive-agent.jar");

    /** A configuration as users start with: a mode and the timings. */
    private static final Path TWO_LINES = Path.of("benchmarks/src/main/config/two-lines.yaml");

    static final Path FOLDER = Path.of("benchmarks/target/agents");

    private Agents() {}

    /** The shipped jar with its defaults. */
    public static List<String> keepalive() {
        return keepalive("");
    }

    /** @param argument the text that users write after the {@code =} */
    public static List<String> keepalive(String argument) {
        return keepalive(KEEPALIVE, argument);
    }

    /** @param jar of this build of the agent, or of an earlier one */
    public static List<String> keepalive(Path jar, String argument) {
        return List.of("-javaagent:" + jar + (argument.isEmpty() ? "" : "=" + argument));
    }

    /** With a configuration file of two lines. */
    public static List<String> keepaliveWithFile(Path jar) {
        return keepalive(jar, TWO_LINES.toString());
    }

    /** With a configuration file of two lines; main waits until the hooks are live. */
    public static List<String> keepaliveAwaited() {
        return keepalive(TWO_LINES + ",start=wait");
    }

    /** An agent whose premain does nothing: the minimum cost of any agent. */
    public static List<String> empty() throws IOException {
        Path jar = FOLDER.resolve("empty-agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), EmptyAgent.class.getName());
        String name = EmptyAgent.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream type = EmptyAgent.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            type.transferTo(out);
            out.closeEntry();
        }
        return List.of("-javaagent:" + jar);
    }

    /** The OpenTelemetry agent, without exporters. */
    public static List<String> openTelemetry() throws IOException {
        return List.of(
                "-javaagent:" + openTelemetryJar(),
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none");
    }

    /** The OpenTelemetry jar that the build has downloaded. */
    public static Path openTelemetryJar() throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(FOLDER, "opentelemetry-javaagent-*.jar")) {
            return jars.iterator().next();
        }
    }
}
