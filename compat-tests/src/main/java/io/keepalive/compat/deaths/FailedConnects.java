// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.StandardInput;
import io.keepalive.compat.application.client.ClientConnection;
import io.keepalive.compat.application.client.ClientOptions;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * When a line arrives on standard input, tries to connect with each of the given kinds to the given host and port, on
 * which nothing listens, and prints the results.
 */
public final class FailedConnects {

    private FailedConnects() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        InetSocketAddress closedPort = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        for (int i = 2; i < arguments.length; i++) {
            System.out.println(arguments[i] + " connect: " + connect(arguments[i], closedPort));
        }
        OneOfEachKind.holdOpen();
    }

    private static String connect(String kind, InetSocketAddress closedPort) {
        try {
            ClientConnection.open(kind, closedPort, new ClientOptions()).close();
            return "connected";
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
