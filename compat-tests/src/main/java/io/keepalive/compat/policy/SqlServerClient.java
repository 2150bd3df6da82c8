// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import io.keepalive.compat.application.Daemon;
import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.StandardInput;
import java.sql.DriverManager;

/**
 * A connection on which the SQL Server driver waits for the first answer; by then it has set keepalive. Opens it on
 * the line {@code HOST PORT} on standard input.
 */
public final class SqlServerClient {

    private static final String OPTIONS = ";encrypt=false;user=legacy;password=secret;loginTimeout=3600";

    private SqlServerClient() {}

    public static void main(String[] arguments) throws Exception {
        String[] peer = StandardInput.nextLine().split(" ");
        String url = "jdbc:sqlserver://" + peer[0] + ":" + peer[1] + OPTIONS;
        Daemon.start("login", () -> DriverManager.getConnection(url));
        OneOfEachKind.holdOpen();
    }
}
