package io.keepalive.benchmarks.process;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;

/** The agent loaded into a JVM that runs already. */
public final class Attached {

    private Attached() {}

    /**
     * Returns when that JVM says that it is in.
     *
     * @param argument the agent's
     */
    public static void to(long pid, String argument) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            machine.loadAgent(Agents.KEEPALIVE.toAbsolutePath().toString(), argument);
            machine.detach();
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException failed) {
            throw new IOException(failed);
        }
    }
}
