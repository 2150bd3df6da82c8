package io.keepalive.compat.software;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Netty's transports, each alone in its process, and what is built on Netty, as servers and as clients. */
@Tag("software")
class NettyIT {

    private static final String KIND = "Netty and what is built on it";
    private static final String PROGRAMS = "io.keepalive.compat.software.netty.";
    private static final String NETTY_4_1 = "4.1.125.Final";
    private static final String NETTY_4_2 = "4.2.17.Final";
    private static final String EPOLL = "io.netty:netty-transport-native-epoll:jar:linux-x86_64:";
    private static final String URING = "io.netty:netty-transport-native-io_uring:jar:linux-x86_64:";
    private static final String INCUBATOR =
            "io.netty.incubator:netty-incubator-transport-native-io_uring:jar:linux-x86_64:0.0.26.Final";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("software")
    void isCovered(Installation installation) {
        new SoftwareScenario(installation, folder).isCovered();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("withDeadPeer")
    void findsDeadPeer(Installation installation) {
        new SoftwareScenario(installation, folder).findsDeadPeer();
    }

    static Stream<Installation> software() {
        return Stream.of(netty(), vertx(), reactorNetty()).flatMap(each -> each);
    }

    static Stream<Installation> withDeadPeer() {
        return Stream.of(
                        client(NETTY_4_2, "nio").on(17),
                        client(NETTY_4_2, "epoll").with(EPOLL + "VERSION").on(17),
                        client(NETTY_4_2, "io_uring").with(URING + "VERSION").on(17),
                        server(NETTY_4_2, "nio").on(17),
                        server(NETTY_4_2, "epoll").with(EPOLL + "VERSION").on(17),
                        server(NETTY_4_2, "io_uring").with(URING + "VERSION").on(17))
                .flatMap(each -> each);
    }

    private static Stream<Installation> netty() {
        return Stream.of(
                        Stream.of(NETTY_4_1, NETTY_4_2)
                                .flatMap(version -> Stream.of(client(version, "nio"), server(version, "nio"))),
                        Stream.of(NETTY_4_1, NETTY_4_2)
                                .flatMap(version -> Stream.of(client(version, "epoll"), server(version, "epoll")))
                                .map(each -> each.with(EPOLL + "VERSION")),
                        Stream.of(client(NETTY_4_2, "io_uring"), server(NETTY_4_2, "io_uring"))
                                .map(each -> each.with(URING + "VERSION")),
                        Stream.of(client(NETTY_4_1, "incubator.io_uring"), server(NETTY_4_1, "incubator.io_uring"))
                                .map(each -> each.with(INCUBATOR)))
                .flatMap(each -> each)
                .flatMap(each -> each.on(each.name().contains("incubator") ? new int[] {11, 17} : new int[] {8, 17, 25}));
    }

    private static Software client(String version, String transport) {
        return client("Netty client (" + transport + ")", version, "NettyClient")
                .with("io.netty:netty-codec-http:VERSION", "io.netty:netty-handler:VERSION")
                .connections(2)
                .arguments(transport);
    }

    private static Software server(String version, String transport) {
        return server("Netty server (" + transport + ")", version, "NettyServer")
                .with("io.netty:netty-codec-http:VERSION", "io.netty:netty-handler:VERSION")
                .arguments(transport);
    }

    private static Stream<Installation> vertx() {
        return Stream.of("4.5.11", "5.0.7")
                .flatMap(version -> Stream.of(
                        client("Vert.x HTTP client", version, "VertxClient"),
                        server("Vert.x HTTP server", version, "VertxServer").arguments("false"),
                        server("Vert.x HTTP server (epoll)", version, "VertxServer")
                                .with(EPOLL + (version.startsWith("4") ? "4.1.115.Final" : "4.2.9.Final"))
                                .arguments("true")))
                .map(each -> each.with("io.vertx:vertx-core:VERSION"))
                .flatMap(each -> each.version().startsWith("4") ? each.on(8, 17) : each.on(17, 25));
    }

    private static Stream<Installation> reactorNetty() {
        return Stream.of("1.0.48", "1.2.16", "1.3.7")
                .flatMap(version -> Stream.of(
                        client("Reactor Netty client", version, "ReactorNettyClient"),
                        client("Reactor Netty client (nio)", version, "ReactorNettyClient")
                                .options(launch -> launch.jvmOption("-Dreactor.netty.native=false")),
                        server("Reactor Netty server", version, "ReactorNettyServer"),
                        server("Reactor Netty server (nio)", version, "ReactorNettyServer")
                                .options(launch -> launch.jvmOption("-Dreactor.netty.native=false"))))
                .map(each -> each.with("io.projectreactor.netty:reactor-netty-http:VERSION"))
                .flatMap(each -> each.on(8, 17));
    }

    private static Software client(String name, String version, String program) {
        return Software.of(KIND, name, version, PROGRAMS + program)
                .connectingTo(ServerProgram.of("io.keepalive.compat.software.jdk.JdkHttpServer", 17));
    }

    private static Software server(String name, String version, String program) {
        return Software.of(KIND, name, version, PROGRAMS + program)
                .serving("/")
                .connections(3);
    }
}
