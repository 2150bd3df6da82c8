// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import java.util.Map;
import java.util.stream.Stream;

/** Netty's transports, each alone in its process, and what is built on Netty, as servers and as clients. */
class NettyIT extends SoftwareTest {

    private static final String KIND = "Netty and what is built on it";
    private static final String PROGRAMS = "io.keepalive.compat.software.netty.";
    private static final String NETTY_4_1 = "4.1.125.Final";
    private static final String NETTY_4_2 = "4.2.17.Final";
    private static final String EPOLL = "io.netty:netty-transport-native-epoll:jar:linux-x86_64:";
    private static final Map<String, String[]> NATIVE = Map.of(
            "epoll", new String[] {EPOLL + "VERSION"},
            "io_uring", new String[] {"io.netty:netty-transport-native-io_uring:jar:linux-x86_64:VERSION"},
            "incubator.io_uring",
                    new String[] {
                        "io.netty.incubator:netty-incubator-transport-native-io_uring:jar:linux-x86_64:0.0.26.Final"
                    });

    static Stream<SoftwareOnJava> software() {
        return Stream.of(netty(), vertx(), reactorNetty()).flatMap(each -> each);
    }

    static Stream<SoftwareOnJava> withDeadPeer() {
        return Stream.of(
                        client(NETTY_4_2, "nio").on(17),
                        client(NETTY_4_2, "epoll").on(17),
                        client(NETTY_4_2, "io_uring").on(17),
                        server(NETTY_4_2, "nio").on(17),
                        server(NETTY_4_2, "epoll").on(17),
                        server(NETTY_4_2, "io_uring").on(17))
                .flatMap(each -> each);
    }

    private static Stream<SoftwareOnJava> netty() {
        return Stream.of(
                        netty(NETTY_4_1, "nio", 8, 17),
                        netty(NETTY_4_1, "epoll", 8, 17),
                        netty(NETTY_4_1, "incubator.io_uring", 17),
                        netty(NETTY_4_2, "nio", 8, 25),
                        netty(NETTY_4_2, "epoll", 17, 25),
                        netty(NETTY_4_2, "io_uring", 17, 25))
                .flatMap(each -> each);
    }

    private static Stream<SoftwareOnJava> netty(String version, String transport, int... javas) {
        return Stream.of(client(version, transport), server(version, transport)).flatMap(each -> each.on(javas));
    }

    private static Software client(String version, String transport) {
        return withNetty(client("Netty client (" + transport + ")", version, "NettyClient"), transport)
                .connections(2);
    }

    private static Software server(String version, String transport) {
        return withNetty(server("Netty server (" + transport + ")", version, "NettyServer"), transport);
    }

    private static Software withNetty(Software software, String transport) {
        return software.with("io.netty:netty-codec-http:VERSION", "io.netty:netty-handler:VERSION")
                .with(NATIVE.getOrDefault(transport, new String[0]))
                .arguments(transport);
    }

    private static Stream<SoftwareOnJava> vertx() {
        return Stream.of("4.5.11", "5.0.7")
                .flatMap(version -> Stream.of(
                        client("Vert.x HTTP client", version, "VertxClient"),
                        server("Vert.x HTTP server", version, "VertxServer").arguments("false"),
                        server("Vert.x HTTP server (epoll)", version, "VertxServer")
                                .with(EPOLL + (version.startsWith("4") ? "4.1.115.Final" : "4.2.9.Final"))
                                .arguments("true")))
                .map(each -> each.with("io.vertx:vertx-core:VERSION"))
                .flatMap(each -> each.version().startsWith("4") ? each.on(8) : each.on(17));
    }

    private static Stream<SoftwareOnJava> reactorNetty() {
        return Stream.of("1.0.48", "1.3.7")
                .flatMap(version -> Stream.of(
                        client("Reactor Netty client", version, "ReactorNettyClient"),
                        client("Reactor Netty client (nio)", version, "ReactorNettyClient")
                                .options(launch -> launch.jvmOption("-Dreactor.netty.native=false")),
                        server("Reactor Netty server", version, "ReactorNettyServer"),
                        server("Reactor Netty server (nio)", version, "ReactorNettyServer")
                                .options(launch -> launch.jvmOption("-Dreactor.netty.native=false"))))
                .map(each -> each.with("io.projectreactor.netty:reactor-netty-http:VERSION"))
                .flatMap(each -> each.version().startsWith("1.0") ? each.on(8) : each.on(17));
    }

    private static Software client(String name, String version, String program) {
        return Software.of(KIND, name, version, PROGRAMS + program)
                .connectingTo(ServerProgram.of("io.keepalive.compat.software.jdk.JdkHttpServer", 17));
    }

    private static Software server(String name, String version, String program) {
        return Software.of(KIND, name, version, PROGRAMS + program).serving("/").connections(3);
    }
}
