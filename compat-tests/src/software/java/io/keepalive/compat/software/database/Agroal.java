// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.keepalive.compat.software.Signals;

/** A pool of Agroal, which Quarkus and WildFly use. */
public final class Agroal {

    private Agroal() {}

    public static void main(String[] arguments) throws Exception {
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(Pool.SIZE)
                        .initialSize(Pool.SIZE)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(Url.of(arguments))
                                .principal(new NamePrincipal(Url.USER))
                                .credential(new SimplePassword(Url.PASSWORD))));
        try (AgroalDataSource pool = AgroalDataSource.from(configuration)) {
            Pool.use(pool);
            Signals.open();
            Pool.use(pool);
        }
    }
}
