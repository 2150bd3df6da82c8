// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.startup;

import io.keepalive.agent.attach.protocol.MessageFile;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;

/** Executes one command of the command line with the agent's permissions. On the JVM's attach thread. */
final class PrivilegedCommand implements PrivilegedExceptionAction<Void> {

    private final String address;
    private final String version;
    private final Instrumentation instrumentation;

    /** @param version the version of the first agent jar that this JVM has loaded */
    PrivilegedCommand(String address, String version, Instrumentation instrumentation) {
        this.address = address;
        this.version = version;
        this.instrumentation = instrumentation;
    }

    /**
     * Reads the request, executes it and replies. Needs a privileged block: to a security manager the caller, {@code
     * KeepaliveAgent}, is a class of the application, with the permissions of the application's policy.
     */
    void execute() throws IOException {
        try {
            AccessController.doPrivileged(this);
        } catch (PrivilegedActionException notReplied) {
            throw (IOException) notReplied.getCause();
        }
    }

    @Override
    public Void run() throws IOException {
        new CommandHandler(MessageFile.open(address), version, instrumentation).handle();
        return null;
    }
}
