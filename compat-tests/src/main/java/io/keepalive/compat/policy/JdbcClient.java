// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.StandardInput;
import java.sql.Connection;
import java.sql.DriverManager;

/** Opens a connection with the PostgreSQL driver, which switches keepalive off after connecting. */
public final class JdbcClient {

    private JdbcClient() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        FakePostgres server = new FakePostgres();
        String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/legacy?sslmode=disable";
        try (Connection connection = DriverManager.getConnection(url, "legacy", "secret")) {
            System.out.println("connected " + server.port() + " " + connection.getAutoCommit());
            OneOfEachKind.holdOpen();
        }
    }
}
