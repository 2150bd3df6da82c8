// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.platform;

import io.keepalive.compat.application.Pool;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.compat.reports.Scraper;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jdk.crac.Core;

/**
 * An application with a log file and a metrics port, connected to a peer on another host, on a JVM that takes checkpoints by
 * the interface of CRaC: the package {@code jdk.crac} of these tests becomes a part of its java.base.
 */
final class CheckpointScenario implements AutoCloseable {

    private static final int IDLE_SECONDS = 2;
    private static final int INTERVAL_SECONDS = 1;

    private final AgentFolder agent;
    private final Path image;
    private final int count;
    private final int metricsPort = FreePorts.any();
    private final Network network = Network.open();
    private final ForkedProcess peer;
    private final String port;
    private final Launch launch;
    private ForkedProcess application;
    private int opened;
    private int taken;

    /** @param count of the policy */
    CheckpointScenario(Path folder, int count) {
        this.count = count;
        agent = new AgentFolder(folder);
        image = folder.resolve("image");
        peer = Launch.of(PoolPeer.class)
                .on(network.peer())
                .arguments(network.peer().address(), "drain")
                .start();
        port = peer.stdout().await("listening (\\d+)").group(1);
        launch = Launch.of(Pool.class)
                .on(network.app())
                .jvmOptions(List.of(
                        "--patch-module",
                        "java.base=" + classesOfCrac(folder),
                        "--add-exports",
                        "java.base/jdk.crac=ALL-UNNAMED",
                        "-Dcrac.image=" + image));
    }

    /** The tests' own classes have other packages beside it. */
    private static Path classesOfCrac(Path folder) {
        try {
            Path compiled =
                    Path.of(Core.class.getResource("Core.class").toURI()).getParent();
            Path target = Files.createDirectories(folder.resolve("crac/jdk/crac"));
            try (Stream<Path> files = Files.list(compiled)) {
                for (Path file : files.toList()) {
                    Files.copy(file, target.resolve(file.getFileName()));
                }
            }
            return folder.resolve("crac");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Starts the application with the shipped jar and another configuration. */
    CheckpointScenario startWith(String configuration, String... options) {
        launch.jvmOptions(List.of(options)).agent(agent.configure(configuration));
        return start();
    }

    /** Starts the application with the agent of this jar. */
    CheckpointScenario startWithAgent(Path jar) {
        launch.jvmOption("-javaagent:" + jar + "=" + argument());
        start();
        agent.awaitStart();
        return this;
    }

    /** Starts the application without the agent. */
    CheckpointScenario start() {
        application = launch.start();
        application.stdout().await("ready");
        return this;
    }

    /** Lets the JVM close the sockets that the application has left open. */
    CheckpointScenario closingSockets() {
        launch.jvmOption("-Dcrac.close=true");
        return this;
    }

    /** The argument of the agent. */
    String argument() {
        String policy =
                "keepalive: {idle: " + IDLE_SECONDS + "s, interval: " + INTERVAL_SECONDS + "s, count: " + count + "}";
        return agent.configure(policy) + ",prometheus=127.0.0.1:" + metricsPort;
    }

    AgentFolder agent() {
        return agent;
    }

    Network network() {
        return network;
    }

    ForkedProcess application() {
        return application;
    }

    /** Opens a connection, and waits until it has the policy's settings. */
    void open(String name) {
        opened++;
        application.send("open " + name + " blocking " + network.peer().address() + " " + port + " 1");
        String localPort =
                application.stdout().await("done open " + name + " (\\d+)").group(1);
        awaitSettings(Integer.parseInt(localPort));
        peer.send("await " + opened).stdout().await("done await " + opened);
    }

    private void awaitSettings(int localPort) {
        SocketOptions wanted = new SocketOptions(1, IDLE_SECONDS, INTERVAL_SECONDS, count, 0);
        SocketOptions settings =
                KernelView.awaitSettings(application.pid(), localPort, Integer.parseInt(port), wanted::equals);
        if (!settings.equals(wanted)) {
            throw new AssertionError("not the policy's settings: " + settings);
        }
    }

    void close(String name) {
        application.send("close " + name).stdout().await("done close " + name + ".*");
    }

    /** Begins a checkpoint and returns when its image is there, so that no process would run. */
    void beginCheckpoint() {
        taken++;
        application.send("checkpoint " + taken);
        if (!Await.until(() -> Files.exists(image) || !result().isEmpty())) {
            throw new AssertionError("no checkpoint: " + application.stdout());
        }
    }

    /** Restores from the image and returns the result that the application got from the checkpoint. */
    String restore() {
        try {
            Files.deleteIfExists(image);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Await.until(() -> !result().isEmpty());
        return result();
    }

    private String result() {
        String answer = "done checkpoint " + taken + ": ";
        return application.stdout().lines().stream()
                .filter(line -> line.startsWith(answer))
                .map(line -> line.substring(answer.length()))
                .findFirst()
                .orElse("");
    }

    /** Waits until the metrics port answers with samples. */
    void awaitMetrics() {
        try (Scraper scraper = Scraper.on(network.app(), metricsPort)) {
            scraper.await(samples -> !samples.isEmpty());
        }
    }

    /** The messages of the events of a kind, once one of them meets the condition. */
    List<String> awaitMessages(String kind, Predicate<String> wanted) {
        if (!Await.until(() -> messages(kind).stream().anyMatch(wanted))) {
            throw new AssertionError("not as wanted: " + agent.log().events());
        }
        return messages(kind);
    }

    List<String> messages(String kind) {
        return agent.log().events(kind).stream()
                .map(event -> event.get("message").getAsString())
                .toList();
    }

    String status() {
        return String.join(
                "\n", Cli.done("status", String.valueOf(application.pid())).stdout());
    }

    @Override
    public void close() {
        if (application != null) {
            application.close();
        }
        peer.close();
        network.close();
    }
}
