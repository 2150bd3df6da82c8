// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.stores;

import com.datastax.oss.simulacron.common.cluster.ClusterSpec;
import com.datastax.oss.simulacron.common.cluster.DataCenterSpec;
import com.datastax.oss.simulacron.common.stubbing.PrimeDsl;
import com.datastax.oss.simulacron.server.BoundCluster;
import com.datastax.oss.simulacron.server.Server;
import io.keepalive.compat.software.Signals;
import java.net.InetSocketAddress;

/** A node that speaks Cassandra's protocol and knows the answer to one query. */
public final class CassandraPeer {

    private CassandraPeer() {}

    public static void main(String[] arguments) throws Exception {
        int port = LocalEnd.freePort(arguments[0]);
        ClusterSpec spec = ClusterSpec.builder().build();
        DataCenterSpec center = spec.addDataCenter().withName("dc1").build();
        center.addNode().withAddress(new InetSocketAddress(arguments[0], port)).build();
        BoundCluster cluster = Server.builder().build().register(spec);
        cluster.prime(PrimeDsl.when("SELECT text FROM orders")
                .then(PrimeDsl.rows().row("text", "an order").columnTypes("text", "varchar")));
        Signals.listening(port);
        Signals.open();
        System.exit(0);
    }
}
