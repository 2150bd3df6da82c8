// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import com.jolbox.bonecp.BoneCPDataSource;
import io.keepalive.compat.software.Signals;

/** A pool of BoneCP. */
public final class BoneCp {

    private BoneCp() {}

    public static void main(String[] arguments) throws Exception {
        BoneCPDataSource pool = new BoneCPDataSource();
        pool.setJdbcUrl(Url.of(arguments));
        pool.setUsername(Url.USER);
        pool.setPassword(Url.PASSWORD);
        pool.setPartitionCount(1);
        pool.setMinConnectionsPerPartition(Pool.SIZE);
        pool.setMaxConnectionsPerPartition(Pool.SIZE);
        pool.setDisableConnectionTracking(true);
        Pool.use(pool);
        Signals.open();
        Pool.use(pool);
        pool.close();
    }
}
