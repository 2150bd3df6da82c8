// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.stores;

import io.keepalive.compat.software.Signals;
import java.io.File;
import java.net.InetSocketAddress;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** A ZooKeeper server that is alone, with its data in its working directory. */
public final class ZooKeeperNode {

    private ZooKeeperNode() {}

    public static void main(String[] arguments) throws Exception {
        File data = new File("data").getAbsoluteFile();
        ServerCnxnFactory connections = ServerCnxnFactory.createFactory(new InetSocketAddress(arguments[0], 0), 60);
        connections.startup(new ZooKeeperServer(data, data, 2000));
        Signals.listening(connections.getLocalPort());
        Signals.open();
        connections.shutdown();
    }
}
