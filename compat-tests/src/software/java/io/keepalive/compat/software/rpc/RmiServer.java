// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMISocketFactory;
import java.rmi.server.UnicastRemoteObject;

/** A registry with a remote object. */
public final class RmiServer implements Greeting {

    private RmiServer() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.rmi.server.hostname", arguments[0]);
        ListeningSockets sockets = new ListeningSockets();
        Registry registry = LocateRegistry.createRegistry(0, RMISocketFactory.getDefaultSocketFactory(), sockets);
        int port = sockets.port();
        RmiServer greeting = new RmiServer();
        registry.bind("greeting", UnicastRemoteObject.exportObject(greeting, 0));
        Signals.listening(port);
        Signals.open();
        UnicastRemoteObject.unexportObject(greeting, true);
        UnicastRemoteObject.unexportObject(registry, true);
    }

    @Override
    public String greet(String name) {
        return "Hello " + name;
    }
}
