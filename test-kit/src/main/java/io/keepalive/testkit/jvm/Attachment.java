package io.keepalive.testkit.jvm;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Loads agents into running JVMs. */
public final class Attachment {

    /** A JVM of Java 8 answers this when the agent is loaded; later attach APIs expect {@code return code: 0}. */
    private static final String LOADED_BY_JAVA_8 = "0";

    private Attachment() {}

    /** Loads the shipped jar with this argument and returns when its agentmain has returned. */
    public static void of(ForkedProcess application, String argument) {
        load(application.pid(), Path.of(AgentJar.path()), argument);
    }

    /** Loads any agent and returns when its agentmain has returned. */
    public static void load(long pid, Path jar, String argument) {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            load(machine, jar.toAbsolutePath().toString(), argument);
            machine.detach();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException failed) {
            throw new AssertionError("not attached to process " + pid, failed);
        }
    }

    private static void load(VirtualMachine machine, String jar, String argument)
            throws IOException, AgentLoadException, AgentInitializationException {
        try {
            machine.loadAgent(jar, argument);
        } catch (AgentLoadException unknown) {
            if (!LOADED_BY_JAVA_8.equals(unknown.getMessage())) {
                throw unknown;
            }
        }
    }
}
