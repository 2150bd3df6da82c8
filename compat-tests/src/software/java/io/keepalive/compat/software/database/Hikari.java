// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.keepalive.compat.software.Signals;

/** A pool of HikariCP. */
public final class Hikari {

    private Hikari() {}

    public static void main(String[] arguments) throws Exception {
        try (HikariDataSource pool = open(arguments)) {
            Pool.use(pool);
            Signals.open();
            Pool.use(pool);
        }
    }

    static HikariDataSource open(String[] arguments) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Url.of(arguments));
        config.setUsername(Url.USER);
        config.setPassword(Url.PASSWORD);
        config.setMaximumPoolSize(Pool.SIZE);
        return new HikariDataSource(config);
    }
}
