// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import io.keepalive.testkit.jvm.Launch;
import java.util.List;
import java.util.stream.Stream;

/** Web servers and frameworks, whose clients keep their connections open. */
class ServersIT extends SoftwareTest {

    private static final String KIND = "Servers and frameworks";
    private static final String PROGRAMS = "io.keepalive.compat.software.server.";

    private static final String[] HTTP_BUNDLES = {
        "org.apache.felix:org.apache.felix.http.jetty:4.1.14",
        "org.apache.felix:org.apache.felix.http.servlet-api:1.2.0"
    };

    static Stream<SoftwareOnJava> software() {
        return Stream.of(tomcats(), jettys(), applicationServers(), frameworks())
                .flatMap(each -> each);
    }

    static Stream<SoftwareOnJava> withDeadPeer() {
        return Stream.of(
                        tomcat("9.0.98", "Nio").on(8, 17),
                        tomcatOnApr().on(17),
                        springBoot("3.5.7", true).on(21))
                .flatMap(each -> each);
    }

    private static Stream<SoftwareOnJava> tomcats() {
        return Stream.of(
                        tomcat("7.0.109", "").with(JULI).on(8),
                        tomcat("7.0.109", "Nio").with(JULI).on(8),
                        tomcat("8.5.100", "Nio").on(8, 11),
                        tomcat("8.5.100", "Nio2").on(8),
                        tomcat("9.0.98", "Nio").on(8, 17),
                        tomcat("9.0.98", "Nio2").on(17),
                        tomcatOnApr().on(8, 17),
                        tomcat("10.1.34", "Nio").on(17, 25),
                        tomcat("11.0.27", "Nio").on(17, 21, 25))
                .flatMap(each -> each);
    }

    private static final String JULI = "org.apache.tomcat.embed:tomcat-embed-logging-juli:VERSION";

    private static Software tomcat(String version, String protocol) {
        return server("Tomcat (" + (protocol.isEmpty() ? "BIO" : protocol.toUpperCase()) + ")", version, "Tomcat")
                .with("org.apache.tomcat.embed:tomcat-embed-core:VERSION")
                .arguments("org.apache.coyote.http11.Http11" + protocol + "Protocol");
    }

    /** Its sockets are opened by the Apache Portable Runtime, in native code. */
    private static Software tomcatOnApr() {
        return tomcat("9.0.98", "Apr").options(launch -> {
            String libraries = DebianPackages.unpacked("libtcnative-1", "libapr1") + "/usr/lib/x86_64-linux-gnu";
            return launch.environment("LD_LIBRARY_PATH", libraries).jvmOption("-Djava.library.path=" + libraries);
        });
    }

    private static Stream<SoftwareOnJava> jettys() {
        return Stream.of(
                        jetty("9.4.57.v20241219", "Jetty9").on(8, 17),
                        jetty("12.0.16", "Jetty12").on(17),
                        jetty("12.1.14", "Jetty12").on(25))
                .flatMap(each -> each);
    }

    private static Software jetty(String version, String program) {
        return server("Jetty", version, program).with("org.eclipse.jetty:jetty-server:VERSION");
    }

    private static Stream<SoftwareOnJava> applicationServers() {
        return Stream.of(
                        undertow("2.2.37.Final").on(8),
                        undertow("2.3.27.Final").on(17),
                        wildFly("26.1.3.Final", "2.0.2.Final").on(8),
                        wildFly("35.0.1.Final", "2.1.6.Final")
                                .options(ServersIT::opened)
                                .on(17),
                        payaraMicro("5.2022.5").on(8),
                        payaraMicro("6.2025.10").on(17),
                        felix("6.0.5").on(8),
                        felix("7.0.5").on(17),
                        karaf("4.4.8").on(17))
                .flatMap(each -> each);
    }

    private static Software undertow(String version) {
        return server("Undertow", version, "UndertowServer").with("io.undertow:undertow-core:VERSION");
    }

    private static Software wildFly(String version, String modules) {
        return server("WildFly", version, "WildFly")
                .with("org.wildfly:wildfly-dist:zip:VERSION", "org.jboss.modules:jboss-modules:" + modules)
                .options(ServersIT::startingSoon);
    }

    private static Software payaraMicro(String version) {
        return server("Payara Micro", version, "PayaraMicroServer")
                .with("fish.payara.extras:payara-micro:VERSION")
                .options(ServersIT::startingSoon);
    }

    private static Software felix(String version) {
        return server("Felix (OSGi)", version, "Felix")
                .with("org.apache.felix:org.apache.felix.framework:VERSION")
                .with(HTTP_BUNDLES)
                .serving("/page.txt");
    }

    private static Software karaf(String version) {
        return server("Karaf (OSGi)", version, "Karaf")
                .with(
                        "org.apache.karaf:apache-karaf:zip:VERSION",
                        "org.apache.karaf:org.apache.karaf.main:VERSION",
                        "org.osgi:osgi.core:8.0.0")
                .with(HTTP_BUNDLES)
                .options(ServersIT::opened)
                .serving("/page.txt");
    }

    private static Launch startingSoon(Launch launch) {
        return launch.jvmOption("-XX:TieredStopAtLevel=1").jvmOption("-XX:+UseSerialGC");
    }

    /** As the start scripts of application servers do. */
    private static Launch opened(Launch launch) {
        startingSoon(launch);
        for (String opened : List.of("lang", "lang.invoke", "lang.reflect", "io", "net", "security", "util")) {
            launch.jvmOption("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
        }
        return launch;
    }

    private static Stream<SoftwareOnJava> frameworks() {
        return Stream.of(
                        springBoot("2.7.18", false).on(8),
                        springBoot("3.5.7", false).on(17),
                        springBoot("3.5.7", true).on(21),
                        helidon("4.5.0").on(21),
                        server("Pekko HTTP", "1.3.0", "PekkoHttp")
                                .with("org.apache.pekko:pekko-http_2.13:VERSION")
                                .with("org.apache.pekko:pekko-actor_2.13:1.2.1")
                                .with("org.apache.pekko:pekko-stream_2.13:1.2.1")
                                .on(8, 17))
                .flatMap(each -> each);
    }

    private static Software springBoot(String version, boolean virtual) {
        return server("Spring Boot" + (virtual ? " (virtual threads)" : ""), version, "SpringBoot")
                .with("org.springframework.boot:spring-boot-starter-web:VERSION")
                .arguments("--spring.threads.virtual.enabled=" + virtual);
    }

    private static Software helidon(String version) {
        return server("Helidon SE", version, "Helidon").with("io.helidon.webserver:helidon-webserver:VERSION");
    }

    private static Software server(String name, String version, String program) {
        return Software.of(KIND, name, version, PROGRAMS + program).serving("/").connections(3);
    }
}
