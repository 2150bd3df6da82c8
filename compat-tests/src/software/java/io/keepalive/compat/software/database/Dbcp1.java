// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import io.keepalive.compat.software.Signals;
import org.apache.commons.dbcp.BasicDataSource;

/** A pool of Commons DBCP 1. */
public final class Dbcp1 {

    private Dbcp1() {}

    public static void main(String[] arguments) throws Exception {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(Url.of(arguments));
        pool.setUsername(Url.USER);
        pool.setPassword(Url.PASSWORD);
        pool.setDriverClassName("org.postgresql.Driver");
        pool.setInitialSize(Pool.SIZE);
        pool.setMaxActive(Pool.SIZE);
        pool.setMaxIdle(Pool.SIZE);
        Pool.use(pool);
        Signals.open();
        Pool.use(pool);
        pool.close();
    }
}
