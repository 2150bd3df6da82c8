// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.reports.Scraper;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.library.MavenArtifacts;
import io.keepalive.testkit.library.ProgramSource;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Agents that users have in the same JVM. Each does its work as without ours, wherever it is on the command line. */
@Tag("software")
@Execution(ExecutionMode.SAME_THREAD)
class RealAgentsIT {

    @TempDir
    private Path folder;

    /** Where the other agent is on the command line. */
    enum Order {
        BEFORE_OURS,
        AFTER_OURS
    }

    static Stream<Arguments> orders() {
        return HostJdks.all().stream().flatMap(jdk -> Stream.of(Order.values()).map(order -> Arguments.of(order, jdk)));
    }

    /** It exports the span of the application's request. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("orders")
    void openTelemetry(Order order, Jdk jdk) {
        Path jar = jar("io.opentelemetry.javaagent:opentelemetry-javaagent:2.20.1");
        List<String> options = List.of(
                "-javaagent:" + jar,
                "-Dotel.traces.exporter=logging",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-Dotel.bsp.schedule.delay=100");
        assertBothWork(
                order,
                () -> application(jdk),
                options,
                application ->
                        application.stderr().await(".*LoggingSpanExporter - 'GET' : .*url.full=http://127.0.0.1:.*"));
    }

    /** It sends the transaction of a traced method. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("orders")
    void elasticApm(Order order, Jdk jdk) {
        Path jar = jar("co.elastic.apm:elastic-apm-agent:1.55.1");
        try (ApmServer server = new ApmServer()) {
            List<String> options = List.of(
                    "-javaagent:" + jar,
                    "-Delastic.apm.server_url=" + server.url(),
                    "-Delastic.apm.trace_methods=" + HostedApplication.class.getName() + "#call",
                    "-Delastic.apm.api_request_time=1s",
                    "-Delastic.apm.cloud_provider=NONE",
                    "-Delastic.apm.log_level=ERROR");
            assertBothWork(
                    order, () -> application(jdk), options, application -> server.await("\"HostedApplication#call\""));
        }
    }

    /** It writes what has been executed when the application ends. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("orders")
    void jacoco(Order order, Jdk jdk) {
        Path coverage = folder.resolve("coverage");
        Path jar = jar("org.jacoco:org.jacoco.agent:jar:runtime:0.8.14");
        assertBothWork(
                order, () -> application(jdk), List.of("-javaagent:" + jar + "=destfile=" + coverage), application -> {
                    assertThat(application.finish()).isZero();
                    assertThat(textAndDelete(coverage))
                            .contains(HostedApplication.class.getName().replace('.', '/'));
                });
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("orders")
    void jmxExporter(Order order, Jdk jdk) throws IOException {
        int port = FreePorts.any();
        Path jar = jar("io.prometheus.jmx:jmx_prometheus_javaagent:1.0.1");
        Path rules = Files.writeString(folder.resolve("exporter.yaml"), "rules: [{pattern: '.*'}]\n");
        List<String> options = List.of("-javaagent:" + jar + "=127.0.0.1:" + port + ":" + rules);
        assertBothWork(order, () -> application(jdk), options, application -> {
            try (Scraper scraper = Scraper.of(port)) {
                scraper.await(samples -> samples.keySet().stream().anyMatch(name -> name.contains("ThreadCount")));
            }
        });
    }

    /** How often each rule fires is part of the output, which is compared. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("orders")
    void byteman(Order order, Jdk jdk) throws IOException {
        Path jar = jar("org.jboss.byteman:byteman:4.0.25");
        Path rules = Files.writeString(folder.resolve("rules.btm"), """
                RULE of the application
                CLASS %s
                METHOD call
                AT ENTRY
                IF TRUE
                DO traceln("fired in call")
                ENDRULE
                RULE of a method that has advice
                CLASS java.net.Socket
                METHOD connect(SocketAddress,int)
                AT EXIT
                IF TRUE
                DO traceln("fired in connect")
                ENDRULE
                """.formatted(HostedApplication.class.getName()));
        List<String> options = List.of("-javaagent:" + jar + "=script:" + rules + ",boot:" + jar);
        assertBothWork(order, () -> application(jdk), options, application -> {
            assertThat(application.stdout().lines("fired in call")).hasSize(1);
            assertThat(application.stdout().lines("fired in connect")).hasSizeGreaterThan(1);
        });
    }

    /** It finds the blocking call of a thread that must not block, and no other: our advice runs there too. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("orders")
    void blockHound(Order order, Jdk jdk) throws IOException {
        Path jar = jar("io.projectreactor.tools:blockhound:1.0.13.RELEASE");
        Path classes = folder.resolve("classes");
        String program = "io.keepalive.compat.hosts.NonBlockingThread";
        ProgramSource.compile(program, 8, List.of(jar, Path.of(Launch.programClasses())), classes);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("reactor.blockhound.integration.BlockHoundIntegration"), program);
        List<String> redefinition =
                jdk.feature() >= 13 ? List.of("-XX:+AllowRedefinitionToAddDeleteMethods") : List.of();
        assertBothWork(
                order,
                () -> Launch.ofNamed(program).jdk(jdk).classes(classes).jvmOptions(redefinition),
                List.of("-javaagent:" + jar),
                application -> assertThat(application.stdout().lines("found .*"))
                        .singleElement()
                        .asString()
                        .matches("found \\[java.lang.Thread.sleep(Nanos)?0?]"));
    }

    private void assertBothWork(
            Order order, Supplier<Launch> program, List<String> options, Consumer<ForkedProcess> check) {
        new HostedRun(folder).comparing(line -> false).checking(check).assertWorks(agent -> {
            Launch launch = program.get();
            return order == Order.BEFORE_OURS
                    ? agent.apply(launch.jvmOptions(options))
                    : agent.apply(launch).jvmOptions(options);
        });
    }

    private static Launch application(Jdk jdk) {
        return Launch.of(HostedApplication.class).jdk(jdk);
    }

    private static Path jar(String coordinates) {
        return MavenArtifacts.resolve(List.of(coordinates)).get(0);
    }

    private static String textAndDelete(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            Files.delete(file);
            return text;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
