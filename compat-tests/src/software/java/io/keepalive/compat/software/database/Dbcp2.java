// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import io.keepalive.compat.software.Signals;
import org.apache.commons.dbcp2.BasicDataSource;

/** A pool of Commons DBCP. */
public final class Dbcp2 {

    private Dbcp2() {}

    public static void main(String[] arguments) throws Exception {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(Url.of(arguments));
        pool.setUsername(Url.USER);
        pool.setPassword(Url.PASSWORD);
        pool.setInitialSize(Pool.SIZE);
        pool.setMinIdle(Pool.SIZE);
        pool.setMaxTotal(Pool.SIZE);
        pool.setTestOnBorrow(true);
        Pool.use(pool);
        Signals.open();
        Pool.use(pool);
        pool.close();
    }
}
