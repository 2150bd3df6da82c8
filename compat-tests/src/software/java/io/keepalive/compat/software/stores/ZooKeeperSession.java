// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.stores;

import io.keepalive.compat.software.Signals;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** A session with a watch on a node. */
public final class ZooKeeperSession {

    private ZooKeeperSession() {}

    public static void main(String[] arguments) throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        ZooKeeper session = new ZooKeeper(
                arguments[0] + ":" + arguments[1],
                60_000,
                event -> events.add(event.getType() + " " + event.getState()));
        System.out.println(events.poll(60, TimeUnit.SECONDS));
        session.create("/orders", bytes("first"), ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        System.out.println(new String(session.getData("/orders", true, null), StandardCharsets.UTF_8));
        Signals.open();
        session.setData("/orders", bytes("second"), -1);
        System.out.println(events.poll(60, TimeUnit.SECONDS));
        System.out.println(new String(session.getData("/orders", false, null), StandardCharsets.UTF_8));
        session.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
