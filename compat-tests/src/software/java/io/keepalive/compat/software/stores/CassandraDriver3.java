// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.stores;

import com.datastax.driver.core.Cluster;
import com.datastax.driver.core.Session;
import io.keepalive.compat.software.Signals;

/** A session with its control connection and one in its pool. */
public final class CassandraDriver3 {

    private CassandraDriver3() {}

    public static void main(String[] arguments) throws Exception {
        try (Cluster cluster = Cluster.builder()
                        .addContactPoint(arguments[0])
                        .withPort(Integer.parseInt(arguments[1]))
                        .withoutJMXReporting()
                        .build();
                Session session = cluster.connect()) {
            query(session);
            Signals.open();
            query(session);
        }
    }

    private static void query(Session session) {
        System.out.println(session.execute("SELECT text FROM orders").one().getString("text"));
    }
}
