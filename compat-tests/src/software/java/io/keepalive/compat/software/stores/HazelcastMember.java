// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.stores;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.keepalive.compat.software.Signals;
import java.util.Map;

/**
 * A member of a cluster: the first, which gets the address to listen at and waits for others, or one that joins it and gets
 * the first one's address and port.
 */
public final class HazelcastMember {

    private HazelcastMember() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1) {
            int port = LocalEnd.freePort(arguments[0]);
            HazelcastInstance first = Hazelcast.newHazelcastInstance(config(arguments[0], port, arguments[0]));
            Signals.listening(port);
            Signals.open();
            first.shutdown();
            return;
        }
        String here = LocalEnd.towards(arguments[0]);
        HazelcastInstance second = Hazelcast.newHazelcastInstance(
                config(here, LocalEnd.freePort(here), arguments[0] + ":" + arguments[1]));
        Map<Integer, String> orders = second.getMap("orders");
        for (int i = 0; i < 100; i++) {
            orders.put(i, "order " + i);
        }
        System.out.println(second.getCluster().getMembers().size() + " members");
        Signals.open();
        System.out.println(orders.size() + " " + orders.get(42));
        second.shutdown();
    }

    private static Config config(String address, int port, String member) {
        Config config = new Config();
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(port).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface(address);
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin().getTcpIpConfig().setEnabled(true).addMember(member);
        return config;
    }
}
