// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.stores;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import io.keepalive.compat.software.Signals;
import java.util.Map;

/** A client of a cluster with one member. */
public final class HazelcastClientProgram {

    private HazelcastClientProgram() {}

    public static void main(String[] arguments) throws Exception {
        ClientConfig config = new ClientConfig();
        config.setProperty("hazelcast.logging.type", "none");
        config.getNetworkConfig().addAddress(arguments[0] + ":" + arguments[1]);
        HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
        Map<Integer, String> orders = client.getMap("orders");
        orders.put(1, "first");
        System.out.println(orders.get(1));
        Signals.open();
        orders.put(2, "second");
        System.out.println(orders.get(2));
        client.shutdown();
    }
}
