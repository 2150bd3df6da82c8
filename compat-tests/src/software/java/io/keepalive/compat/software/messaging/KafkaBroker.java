// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.messaging;

import io.keepalive.compat.software.Signals;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;

/** A Kafka server that is broker and controller (KRaft), with an empty log in its working directory. */
public final class KafkaBroker {

    private KafkaBroker() {}

    public static void main(String[] arguments) throws Exception {
        String address = arguments[0];
        int port = FreePort.at(address);
        Path settings = Paths.get("server.properties").toAbsolutePath();
        Files.write(settings, settings(address, port, FreePort.at(address)));
        String[] format = {"format", "-t", "MkU3OEVBNTcwNTJENDM2Qg", "-c", settings.toString()};
        if (kafka.tools.StorageTool.execute(format, System.err) != 0) {
            throw new IllegalStateException("the storage cannot be formatted");
        }
        Thread broker = new Thread(() -> kafka.Kafka.main(new String[] {settings.toString()}));
        broker.setDaemon(true);
        broker.start();
        awaitPort(address, port);
        Signals.listening(port);
        Signals.open();
    }

    private static List<String> settings(String address, int port, int controllerPort) {
        return Arrays.asList(
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@" + address + ":" + controllerPort,
                "listeners=PLAINTEXT://" + address + ":" + port + ",CONTROLLER://" + address + ":" + controllerPort,
                "advertised.listeners=PLAINTEXT://" + address + ":" + port,
                "controller.listener.names=CONTROLLER",
                "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
                "log.dirs=" + Paths.get("log").toAbsolutePath(),
                "num.partitions=1",
                "offsets.topic.num.partitions=1",
                "offsets.topic.replication.factor=1",
                "group.initial.rebalance.delay.ms=0");
    }

    private static void awaitPort(String address, int port) throws InterruptedException {
        while (true) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(address, port));
                return;
            } catch (java.io.IOException notYet) {
                Thread.sleep(100);
            }
        }
    }
}
