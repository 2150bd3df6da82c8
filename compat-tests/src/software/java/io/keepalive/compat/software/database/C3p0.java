// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import io.keepalive.compat.software.Signals;

/** A pool of c3p0, which tests its idle connections. */
public final class C3p0 {

    private C3p0() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("com.mchange.v2.log.MLog", "com.mchange.v2.log.FallbackMLog");
        System.setProperty("com.mchange.v2.log.FallbackMLog.DEFAULT_CUTOFF_LEVEL", "OFF");
        ComboPooledDataSource pool = new ComboPooledDataSource();
        pool.setJdbcUrl(Url.of(arguments));
        pool.setUser(Url.USER);
        pool.setPassword(Url.PASSWORD);
        pool.setInitialPoolSize(Pool.SIZE);
        pool.setMinPoolSize(Pool.SIZE);
        pool.setMaxPoolSize(Pool.SIZE);
        pool.setTestConnectionOnCheckout(true);
        Pool.use(pool);
        Signals.open();
        Pool.use(pool);
        pool.close();
    }
}
