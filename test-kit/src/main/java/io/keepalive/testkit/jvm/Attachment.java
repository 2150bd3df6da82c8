// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.jvm;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Loads agents into running JVMs. */
public final class Attachment {

    /** A JVM of Java 8 answers this when the agent is loaded; later attach APIs expect {@code return code: 0}. */
    private static final String LOADED_BY_JAVA_8 = "0";

    /** A line of proc_pid_status(5): a mask of the signals that the process has handlers for. */
    private static final String CAUGHT_SIGNALS = "SigCgt:";

    /** SIGQUIT is 3; the lowest bit is signal 1. */
    private static final long SIGQUIT_BIT = 1L << 2;

    static {
        // The JDK's limit for the answer of a JVM is ten seconds. It reads this when it first attaches.
        System.setProperty("sun.tools.attach.attachTimeout", String.valueOf(Await.LIMIT.toMillis()));
    }

    private Attachment() {}

    /** Loads the shipped jar with this argument and returns when its agentmain has returned. */
    public static void of(ForkedProcess application, String argument) {
        load(application.pid(), Path.of(AgentJar.path()), argument);
    }

    /** Loads any agent and returns when its agentmain has returned. */
    public static void load(long pid, Path jar, String argument) {
        awaitSignalHandler(pid);
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

    /** The attach API sends SIGQUIT, which ends a process that has no handler for it, such as a JVM that is still starting. */
    private static void awaitSignalHandler(long pid) {
        if (!Await.until(() -> handlesSigquit(pid))) {
            throw new AssertionError("process " + pid + " has no handler for SIGQUIT");
        }
    }

    private static boolean handlesSigquit(long pid) {
        try (Stream<String> status = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return status.filter(line -> line.startsWith(CAUGHT_SIGNALS))
                    .map(line -> line.substring(CAUGHT_SIGNALS.length()).trim())
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SIGQUIT_BIT) != 0);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
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
