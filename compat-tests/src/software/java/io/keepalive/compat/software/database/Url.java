// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

/** The address of a database: the first two arguments of a program are its host and port, the third is the pattern. */
final class Url {

    static final String USER = "test";
    static final String PASSWORD = "secret";

    private Url() {}

    static String of(String[] arguments) {
        return arguments[2].replace("HOST", arguments[0]).replace("PORT", arguments[1]);
    }
}
