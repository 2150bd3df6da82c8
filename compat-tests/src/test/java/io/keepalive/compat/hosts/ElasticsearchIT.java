// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.isolation.OtherUser;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.library.MavenArtifacts;
import io.keepalive.testkit.process.Commands;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of Elasticsearch 5.6, which installs its own security manager and policy when it starts, on Java 8. */
@Tag("software")
class ElasticsearchIT {

    private static final String VERSION = "5.6.16";
    private static final String MAIN = "org.elasticsearch.bootstrap.Elasticsearch";

    /** It switches keepalive on and leaves the times to the system. */
    private static final SocketOptions OWN = SocketOptions.defaults().withKeepalive(1);

    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 0);

    private static final String DOCUMENT = "{\"x\":1}";
    private static final String REQUEST =
            "PUT /an/item/1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + "Content-Length: "
                    + DOCUMENT.length() + "\r\n\r\n" + DOCUMENT;

    private OtherUser user;

    /** It refuses to run as root. */
    @BeforeEach
    void otherUser(@TempDir Path folder) {
        user = OtherUser.in(folder);
    }

    @AfterEach
    void close() {
        user.close();
    }

    @Test
    void ownSecurityManager() throws IOException {
        AgentFolder agent = new AgentFolder(user.folder());
        String configuration = agent.configure("keepalive: {idle: 41s, interval: 7s, count: 4}");
        List<String> without = new ArrayList<>();
        try (ForkedProcess server = launch(home("without")).start()) {
            without.addAll(exchange(server, OWN));
        }
        try (ForkedProcess server = launch(home("with")).agent(configuration).start()) {
            assertThat(exchange(server, POLICY)).isEqualTo(without);
            String pid = String.valueOf(server.pid());
            assertThat(user.cli(HostJdks.of(8), "status", pid).run().stdout())
                    .anyMatch(line -> line.contains("enforce"));
            assertThat(agent.log().await("connection.closed", 1)).isNotEmpty();
            assertThat(agent.log().events("agent.error")).isEmpty();
            assertThat(server.stderr().lines(".*\\[keepalive].*")).isEmpty();
        }
    }

    private Launch launch(Path home) throws IOException {
        Launch launch = Launch.ofNamed(MAIN)
                .jdk(HostJdks.of(8))
                .through(user.command())
                .jvmOptions(List.of("-Xmx256m", "-Dlog4j2.disable.jmx=true", "-Des.path.home=" + home));
        try (var jars = Files.list(home.resolve("lib"))) {
            jars.sorted().forEach(launch::classes);
        }
        return launch;
    }

    /** Stores a document and checks the settings of the connection. Returns the answer. */
    private static List<String> exchange(ForkedProcess server, SocketOptions expected) throws IOException {
        // Each on its way takes seconds of a processor.
        List.of("initialized", "starting ...").forEach(step -> server.stdout().await(".*" + Pattern.quote(step)));
        int port = Integer.parseInt(server.stdout()
                .await(".*HttpServer.* publish_address \\{127.0.0.1:(\\d+)}.*")
                .group(1));
        server.stdout().await(".*\\[o.e.n.Node +].* started");
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            List<String> answer = head(client);
            assertThat(answer).first().isEqualTo("HTTP/1.1 201 Created");
            assertThat(KernelView.settings(server.pid(), port, client.getLocalPort()))
                    .contains(expected);
            return answer;
        }
    }

    private static List<String> head(Socket client) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        List<String> lines = new ArrayList<>();
        for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** The folders of an installation, put together from the jars that it is made of. */
    private Path home(String name) throws IOException {
        Path home = Files.createDirectories(user.folder().resolve(name));
        Path module = home.resolve("modules").resolve("transport-netty4");
        Path libraries = Files.createDirectory(home.resolve("lib"));
        Files.createDirectories(module);
        Files.createDirectory(home.resolve("plugins"));
        for (Path jar :
                MavenArtifacts.resolve(List.of("org.elasticsearch.plugin:transport-netty4-client:" + VERSION))) {
            String file = jar.getFileName().toString();
            Files.copy(jar, (file.contains("netty") ? module : libraries).resolve(file));
        }
        Files.writeString(module.resolve("plugin-descriptor.properties"), """
                description=Netty 4
                name=transport-netty4
                classname=org.elasticsearch.transport.Netty4Plugin
                version=%1$s
                elasticsearch.version=%1$s
                java.version=1.8
                has.native.controller=false
                """.formatted(VERSION));
        Files.writeString(module.resolve("plugin-security.policy"), """
                grant codeBase "${codebase.netty-common-4.1.13.Final.jar}" {
                   permission java.io.FilePermission "/proc/sys/net/core/somaxconn", "read";
                   permission java.net.SocketPermission "*", "accept,connect";
                };
                grant codeBase "${codebase.netty-transport-4.1.13.Final.jar}" {
                   permission java.net.SocketPermission "*", "accept,connect";
                };
                """);
        configure(Files.createDirectory(home.resolve("config")));
        Commands.run(List.of("chown", "-R", user.uid() + ":" + user.uid(), home.toString()));
        return home;
    }

    private static void configure(Path folder) throws IOException {
        Files.writeString(folder.resolve("elasticsearch.yml"), """
                network.host: 127.0.0.1
                http.port: 0
                transport.tcp.port: 0
                discovery.type: single-node
                bootstrap.system_call_filter: false
                """);
        Files.writeString(folder.resolve("log4j2.properties"), """
                status = error
                appender.console.type = Console
                appender.console.name = console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = [%-5p][%-25c{1.}] %marker%m%n
                rootLogger.level = info
                rootLogger.appenderRef.console.ref = console
                """);
    }
}
