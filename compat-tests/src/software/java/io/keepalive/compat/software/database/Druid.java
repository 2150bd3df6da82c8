// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import com.alibaba.druid.pool.DruidDataSource;
import io.keepalive.compat.software.Signals;

/** A pool of Druid. */
public final class Druid {

    private Druid() {}

    public static void main(String[] arguments) throws Exception {
        DruidDataSource pool = new DruidDataSource();
        pool.setUrl(Url.of(arguments));
        pool.setUsername(Url.USER);
        pool.setPassword(Url.PASSWORD);
        pool.setInitialSize(Pool.SIZE);
        pool.setMinIdle(Pool.SIZE);
        pool.setMaxActive(Pool.SIZE);
        Pool.use(pool);
        Signals.open();
        Pool.use(pool);
        pool.close();
    }
}
