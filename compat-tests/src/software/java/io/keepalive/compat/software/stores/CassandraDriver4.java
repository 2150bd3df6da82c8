// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.stores;

import com.datastax.oss.driver.api.core.CqlSession;
import io.keepalive.compat.software.Signals;
import java.net.InetSocketAddress;

/** A session with its control connection and one in its pool. */
public final class CassandraDriver4 {

    private CassandraDriver4() {}

    public static void main(String[] arguments) throws Exception {
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])))
                .withLocalDatacenter("dc1")
                .build()) {
            query(session);
            Signals.open();
            query(session);
        }
    }

    private static void query(CqlSession session) {
        System.out.println(session.execute("SELECT text FROM orders").one().getString("text"));
    }
}
