// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** What is called over RMI. */
public interface Greeting extends Remote {

    String greet(String name) throws RemoteException;
}
