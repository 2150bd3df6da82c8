package io.keepalive.agent.entry;

import io.keepalive.agent.remote.Letter;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;

/** One command from outside. On the thread that brings it: the JVM's attach thread, unless somebody forges it. */
final class Visit implements PrivilegedExceptionAction<Void> {

    /** What the JVM gives to agents and to nobody else, see the bridge. */
    private static final String PROOF = "sun.instrument.InstrumentationImpl";

    private final String address;
    private final String version;
    private final Instrumentation instrumentation;

    /** @param version of the first jar of the agent that this JVM has loaded */
    Visit(String address, String version, Instrumentation instrumentation) {
        this.address = address;
        this.version = version;
        this.instrumentation = instrumentation;
    }

    /**
     * Whether it is the JVM, or an agent, who brings it: those have all rights as it is. Anybody else could name a file
     * for the agent to open that he may not open himself.
     */
    static boolean isOfTheJvm(Instrumentation instrumentation) {
        return instrumentation != null
                && instrumentation.getClass().getName().equals(PROOF)
                && instrumentation.getClass().getClassLoader() == null;
    }

    /**
     * Reads it, does it and replies, with the agent's rights alone: {@code KeepaliveAgent}, which calls, is the
     * application's class to a security manager, and has what rights its policy gives it.
     */
    void receiveWithOwnRights() throws IOException {
        try {
            AccessController.doPrivileged(this);
        } catch (PrivilegedActionException unanswerable) {
            throw (IOException) unanswerable.getCause();
        }
    }

    /** The same with the rights of whoever calls. */
    void receive() throws IOException {
        new Messenger(Letter.open(address), version, instrumentation).obey();
    }

    @Override
    public Void run() throws IOException {
        receive();
        return null;
    }
}
