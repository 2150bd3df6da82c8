// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import java.util.List;
import java.util.stream.Stream;

/** Clients of protocols other than HTTP/1.1, each with a server that its own library or a small one in Java provides. */
class ProtocolsIT extends SoftwareTest {

    private static final String KIND = "RPC and protocols";
    private static final String PROGRAMS = "io.keepalive.compat.software.";

    static Stream<SoftwareOnJava> software() {
        return Stream.of(calls(), directories(), mail(), files(), shells(), webSockets(), tight())
                .flatMap(each -> each);
    }

    static Stream<SoftwareOnJava> withDeadPeer() {
        return Stream.of(
                        grpc("grpc-netty", "1.85.1").on(17),
                        grpc("grpc-okhttp", "1.68.1").on(17),
                        grpc("grpc-netty-shaded", "1.85.1").on(8, 25),
                        ldapJndi().on(8, 17),
                        ldapPool("7.0.3").on(17),
                        thrift("0.22.0").on(17),
                        corba().on(8),
                        rmi().on(8),
                        jmx().on(17),
                        javaMailImap().on(8),
                        angusImap().on(17),
                        ftp("3.11.1").on(8),
                        jsch("2.28.8", "com.github.mwiede:jsch").on(17),
                        minaSsh("2.20.0").on(17),
                        jdkWebSocket().on(17),
                        javaWebSocket("1.6.0").on(17),
                        tyrus("2.1.5", "Jakarta").on(17),
                        tightSocket().on(17),
                        tightNetty().on(17),
                        busyTightNetty().on(17))
                .flatMap(each -> each);
    }

    private static Stream<SoftwareOnJava> calls() {
        return Stream.of(
                        grpc("grpc-netty", "1.20.0").on(8),
                        grpc("grpc-netty", "1.85.1").on(8, 17, 25),
                        grpc("grpc-netty-shaded", "1.20.0").on(8),
                        grpc("grpc-netty-shaded", "1.85.1").on(8, 17, 25),
                        grpc("grpc-okhttp", "1.20.0").on(8),
                        grpc("grpc-okhttp", "1.68.1").on(17, 25),
                        thrift("0.9.3").on(8),
                        thrift("0.22.0").on(17, 25),
                        corba().on(8),
                        rmi().on(8, 17, 25),
                        jmx().on(8, 17, 25))
                .flatMap(each -> each);
    }

    private static Software grpc(String transport, String version) {
        String server = transport.equals("grpc-okhttp") ? "grpc-netty-shaded" : transport;
        return client("gRPC, " + transport, version, "rpc.GrpcClient")
                .with("io.grpc:" + transport + ":VERSION", "io.grpc:grpc-stub:VERSION")
                .connectingTo(
                        server("rpc.GrpcServer", "io.grpc:" + server + ":" + version, "io.grpc:grpc-stub:" + version));
    }

    private static Software thrift(String version) {
        return client("Thrift", version, "rpc.ThriftClient")
                .with("org.apache.thrift:libthrift:VERSION")
                .connectingTo(server("rpc.ThriftServer", "org.apache.thrift:libthrift:0.22.0"));
    }

    private static Software corba() {
        return client("CORBA", "of the JDK", "rpc.CorbaClient")
                .connectingTo(ServerProgram.of(PROGRAMS + "rpc.CorbaServer", 8));
    }

    private static Software rmi() {
        return client("RMI", "of the JDK", "rpc.RmiClient")
                .connectingTo(server("rpc.RmiServer"))
                .connections(2);
    }

    private static Software jmx() {
        return client("JMX remote", "of the JDK", "rpc.JmxClient")
                .connectingTo(server("rpc.JmxServer"))
                .connections(3);
    }

    private static Stream<SoftwareOnJava> directories() {
        return Stream.of(
                        ldapJndi().on(8, 17, 25),
                        ldapPool("4.0.14").on(8),
                        ldapPool("7.0.3").on(8, 17))
                .flatMap(each -> each);
    }

    private static Software ldapJndi() {
        return client("LDAP, JNDI", "of the JDK", "rpc.JndiLdap").connectingTo(ldapServer());
    }

    private static Software ldapPool(String version) {
        return client("LDAP, UnboundID SDK", version, "rpc.UnboundIdLdap")
                .with("com.unboundid:unboundid-ldapsdk:VERSION")
                .connectingTo(ldapServer())
                .connections(3);
    }

    private static Server ldapServer() {
        return server("rpc.LdapServer", "com.unboundid:unboundid-ldapsdk:7.0.3");
    }

    private static Stream<SoftwareOnJava> mail() {
        return Stream.of(
                        imap("JavaMail", "1.4.7", "Javax", "javax.mail:mail").on(8),
                        javaMailImap().on(8, 17),
                        angusImap().on(17, 25),
                        smtp("JavaMail", "1.4.7", "Javax", "javax.mail:mail").on(8),
                        smtp("JavaMail", "1.6.2", "Javax", "com.sun.mail:javax.mail")
                                .on(8, 17),
                        smtp("Angus Mail", "2.0.4", "Jakarta", "org.eclipse.angus:angus-mail")
                                .on(17, 25))
                .flatMap(each -> each);
    }

    private static Software javaMailImap() {
        return imap("JavaMail", "1.6.2", "Javax", "com.sun.mail:javax.mail");
    }

    private static Software angusImap() {
        return imap("Angus Mail", "2.0.4", "Jakarta", "org.eclipse.angus:angus-mail");
    }

    private static Software imap(String name, String version, String programs, String library) {
        return client("IMAP, " + name, version, "mail." + programs + "Imap")
                .with(library + ":VERSION")
                .connectingTo(mailServer("imap"));
    }

    private static Software smtp(String name, String version, String programs, String library) {
        return client("SMTP, " + name, version, "mail." + programs + "Smtp")
                .with(library + ":VERSION")
                .connectingTo(mailServer("smtp"));
    }

    private static Server mailServer(String protocol) {
        return new ServerProgram(
                server("mail.MailServer", "com.icegreen:greenmail:2.1.3").program(), List.of(protocol));
    }

    private static Stream<SoftwareOnJava> files() {
        return Stream.of(ftp("3.3").on(8), ftp("3.11.1").on(8, 17)).flatMap(each -> each);
    }

    private static Software ftp(String version) {
        return client("FTP, Commons Net", version, "rpc.CommonsNetFtp")
                .with("commons-net:commons-net:VERSION")
                .connectingTo(server("rpc.FtpServer", "org.apache.ftpserver:ftpserver-core:1.2.0"))
                .connections(2);
    }

    private static Stream<SoftwareOnJava> shells() {
        return Stream.of(
                        jsch("0.1.55", "com.jcraft:jsch").on(8),
                        jsch("2.28.8", "com.github.mwiede:jsch").on(8, 17),
                        minaSsh("1.7.0").on(8),
                        minaSsh("2.20.0").on(8, 17))
                .flatMap(each -> each);
    }

    private static Software jsch(String version, String library) {
        return client("SSH, JSch", version, "rpc.JSchClient")
                .with(library + ":VERSION")
                .connectingTo(sshServer());
    }

    private static Software minaSsh(String version) {
        return client("SSH, Apache MINA SSHD client", version, "rpc.MinaSshClient")
                .with("org.apache.sshd:sshd-core:VERSION")
                .connectingTo(sshServer())
                // Its threads may still be sending the end of the last command.
                .dyingOf("keepalive_timeout", "retransmission_timeout");
    }

    private static Server sshServer() {
        return server("rpc.SshServer", "org.apache.sshd:sshd-core:2.20.0");
    }

    private static Stream<SoftwareOnJava> webSockets() {
        return Stream.of(
                        jdkWebSocket().on(11, 17, 25),
                        javaWebSocket("1.3.9").on(8),
                        javaWebSocket("1.6.0").on(8, 17),
                        tyrus("1.20", "Javax").on(8),
                        tyrus("2.1.5", "Jakarta").on(17, 25))
                .flatMap(each -> each);
    }

    private static Software jdkWebSocket() {
        return client("WebSocket, java.net.http", "of the JDK", "websocket.JdkWebSocketClient")
                .connectingTo(webSocketServer());
    }

    private static Software javaWebSocket(String version) {
        return client("WebSocket, Java-WebSocket", version, "websocket.JavaWebSocketClient")
                .with("org.java-websocket:Java-WebSocket:VERSION")
                .connectingTo(webSocketServer());
    }

    private static Software tyrus(String version, String program) {
        return client("WebSocket, Tyrus", version, "websocket.Tyrus" + program + "Client")
                .with("org.glassfish.tyrus.bundles:tyrus-standalone-client-jdk:VERSION")
                .connectingTo(webSocketServer());
    }

    private static Server webSocketServer() {
        return server("websocket.WebSocketEcho", "org.java-websocket:Java-WebSocket:1.6.0");
    }

    private static Stream<SoftwareOnJava> tight() {
        return Stream.of(tightSocket().on(11, 17, 25), tightNetty().on(8, 17)).flatMap(each -> each);
    }

    private static Software tightSocket() {
        return client("Application with tighter timings, Socket", "of the JDK", "rpc.TightSocket")
                .connectingTo(server("rpc.LineEcho"))
                .tighterThanAgent();
    }

    private static Software tightNetty() {
        return tightNetty("Application with tighter timings, Netty epoll");
    }

    private static Software tightNetty(String name) {
        return client(name, "4.1.118.Final", "rpc.TightNetty")
                .with(
                        "io.netty:netty-handler:VERSION",
                        "io.netty:netty-transport-native-epoll:jar:linux-x86_64:VERSION")
                .connectingTo(server("rpc.LineEcho"))
                .tighterThanAgent();
    }

    private static Software busyTightNetty() {
        return tightNetty("Application with tighter timings, Netty epoll, busy")
                .arguments("busy")
                .dyingOf("retransmission_timeout");
    }

    private static Software client(String name, String version, String program) {
        return Software.of(KIND, name, version, PROGRAMS + program);
    }

    private static ServerProgram server(String program, String... artifacts) {
        return ServerProgram.of(PROGRAMS + program, 17, artifacts);
    }
}
