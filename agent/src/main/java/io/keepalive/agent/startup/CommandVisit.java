package io.keepalive.agent.startup;

import io.keepalive.agent.attach.protocol.MessageFile;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;

/** One command from outside. On the JVM's attach thread. */
final class CommandVisit implements PrivilegedExceptionAction<Void> {

    private final String address;
    private final String version;
    private final Instrumentation instrumentation;

    /** @param version of the first jar of the agent that this JVM has loaded */
    CommandVisit(String address, String version, Instrumentation instrumentation) {
        this.address = address;
        this.version = version;
        this.instrumentation = instrumentation;
    }

    /**
     * Reads it, does it and replies, with the agent's rights alone: {@code KeepaliveAgent}, which calls, is the
     * application's class to a security manager, and has what rights its policy gives it.
     */
    void receive() throws IOException {
        try {
            AccessController.doPrivileged(this);
        } catch (PrivilegedActionException unanswerable) {
            throw (IOException) unanswerable.getCause();
        }
    }

    @Override
    public Void run() throws IOException {
        new CommandHandler(MessageFile.open(address), version, instrumentation).obey();
        return null;
    }
}
