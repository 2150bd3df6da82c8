// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import java.rmi.registry.LocateRegistry;

/**
 * Calls a remote object, and again when the connections to it and to its registry have been idle, which the JDK otherwise
 * closes after 15 seconds.
 */
public final class RmiClient {

    private RmiClient() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.rmi.transport.connectionTimeout", "3600000");
        Greeting greeting = (Greeting) LocateRegistry.getRegistry(arguments[0], Integer.parseInt(arguments[1]))
                .lookup("greeting");
        System.out.println(greeting.greet("before"));
        Signals.open();
        System.out.println(greeting.greet("after"));
        System.exit(0);
    }
}
