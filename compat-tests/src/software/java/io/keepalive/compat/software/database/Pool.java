// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Uses a pool, all of whose connections are out at once. */
final class Pool {

    static final int SIZE = 4;

    private Pool() {}

    static void use(DataSource pool) throws Exception {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            connections.add(pool.getConnection());
        }
        for (Connection connection : connections) {
            Orders.work(connection);
            connection.close();
        }
    }
}
