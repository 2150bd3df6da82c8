// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import io.keepalive.compat.software.Signals;
import org.apache.tomcat.jdbc.pool.DataSource;

/** A pool of Tomcat JDBC. */
public final class Tomcat {

    private Tomcat() {}

    public static void main(String[] arguments) throws Exception {
        DataSource pool = new DataSource();
        pool.setUrl(Url.of(arguments));
        pool.setUsername(Url.USER);
        pool.setPassword(Url.PASSWORD);
        pool.setDriverClassName("org.postgresql.Driver");
        pool.setInitialSize(Pool.SIZE);
        pool.setMaxActive(Pool.SIZE);
        pool.setMinIdle(Pool.SIZE);
        Pool.use(pool);
        Signals.open();
        Pool.use(pool);
        pool.close(true);
    }
}
