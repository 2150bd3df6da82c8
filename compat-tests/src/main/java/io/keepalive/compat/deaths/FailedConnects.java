package io.keepalive.compat.deaths;

import io.keepalive.compat.application.Connections;
import io.keepalive.compat.application.StandardInput;
import io.keepalive.compat.application.client.ClientConnection;
import io.keepalive.compat.application.client.ClientOptions;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Once a line has come on standard input: tries to connect, in each of the ways named, to the host and port given
 * first, where nobody listens, and prints what came of it.
 */
public final class FailedConnects {

    private FailedConnects() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        InetSocketAddress nobody = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        for (int i = 2; i < arguments.length; i++) {
            System.out.println(arguments[i] + " connect: " + connect(arguments[i], nobody));
        }
        Connections.holdOpen();
    }

    private static String connect(String kind, InetSocketAddress nobody) {
        try {
            ClientConnection.open(kind, nobody, new ClientOptions()).close();
            return "connected";
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
