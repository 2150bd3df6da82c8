// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import io.keepalive.compat.software.Signals;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Two connections of a reactive driver. */
public final class R2dbc {

    private R2dbc() {}

    public static void main(String[] arguments) throws Exception {
        ConnectionFactory factory = ConnectionFactories.get(Url.of(arguments));
        Connection first = Mono.from(factory.create()).block();
        Connection second = Mono.from(factory.create()).block();
        query(first);
        query(second);
        Signals.open();
        query(first);
        query(second);
        Mono.from(first.close()).block();
        Mono.from(second.close()).block();
    }

    private static void query(Connection connection) {
        System.out.println(Flux.from(connection
                        .createStatement("SELECT SUM(n)::INT FROM generate_series(1, 1000) AS n")
                        .execute())
                .flatMap(result -> result.map((row, metadata) -> row.get(0, Integer.class)))
                .blockLast());
    }
}
