package io.keepalive.benchmarks.process;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;

/** The agent loaded into a JVM that runs already. */
public final class Attached {

    /** What a JVM of Java 8 answers when it is done, where the attach API of later ones expects {@code return code: 0}. */
    private static final String DONE_BY_JAVA_8 = "0";

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
            load(machine, jar.toAbsolutePath().toString(), argument);
            machine.detach();
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException failed) {
            throw new IOException(failed);
        }
    }

    private static void load(VirtualMachine machine, String jar, String argument)
            throws IOException, AgentLoadException, AgentInitializationException {
        try {
            machine.loadAgent(jar, argument);
        } catch (AgentLoadException unknown) {
            if (!DONE_BY_JAVA_8.equals(unknown.getMessage())) {
                throw unknown;
            }
        }
    }
}
