package io.keepalive.benchmarks.process;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;

/** The agent loaded into a JVM that runs already. */
public final class Attached {

    private Attached() {}

    /**
     * Returns when that JVM says that it is in.
     *
     * @param jar this build of the agent, or an earlier one
     * @param argument the agent's
     */
    public static void to(long pid, Path jar, String argument) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            machine.loadAgent(jar.toAbsolutePath().toString(), argument);
            machine.detach();
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException failed) {
            throw new IOException(failed);
        }
    }
}
