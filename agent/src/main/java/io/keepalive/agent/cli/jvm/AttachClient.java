// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.ByteBuddyAgent.AttachmentProvider;
import net.bytebuddy.agent.ByteBuddyAgent.AttachmentProvider.Accessor;

/**
 * The attach API of the running Java, or the {@link AttachSocket} where it has none or that one does not reach the JVM:
 * where it expects another JVM's socket, and where it creates the attach file, by which that JVM distinguishes an attach
 * request from a request for a thread dump.
 */
final class AttachClient {

    /**
     * The folder and the process id that versions use, by the sources of LinuxVirtualMachine and
     * sun.tools.attach.VirtualMachineImpl.
     */
    private enum Lookup {
        /** Java 8 and 9: the process id seen from here, in the /tmp seen from here. */
        OWN,
        /** Java 10 and later: for a JVM in a container, the container's process id and /tmp; else as before. */
        CONTAINER,
        /** Java 24, updates of 21 and 17, and the {@link AttachSocket}: the JVM's own /tmp wherever it is accessible. */
        TARGET
    }

    private static final Path TMP = Paths.get("/tmp");

    /** Null if this Java cannot attach. */
    private final Lookup lookup;

    private final boolean hasApi;

    private AttachClient(Lookup lookup, boolean hasApi) {
        this.lookup = lookup;
        this.hasApi = hasApi;
    }

    static AttachClient ofThisJava() {
        Accessor accessor = AttachmentProvider.DEFAULT.attempt();
        return accessor.isAvailable()
                ? new AttachClient(lookup(accessor.getVirtualMachineType()), true)
                : new AttachClient(AttachSocket.isSupported() ? Lookup.TARGET : null, false);
    }

    private static Lookup lookup(Class<?> api) {
        try {
            ClassLoader loader = api.getClassLoader();
            for (Method method : Class.forName("sun.tools.attach.VirtualMachineImpl", false, loader)
                    .getDeclaredMethods()) {
                if (method.getName().equals("findTargetProcessTmpDirectory")) {
                    return method.getParameterTypes()[0] == int.class ? Lookup.CONTAINER : Lookup.TARGET;
                }
            }
            return Lookup.OWN;
        } catch (ClassNotFoundException | LinkageError java8) {
            return Lookup.OWN;
        }
    }

    boolean isAvailable() {
        return lookup != null;
    }

    /** Whether the JVM listens already, so that no signal is needed. */
    boolean isListening(JvmProcess process) throws IOException {
        return Files.exists(socket(process), LinkOption.NOFOLLOW_LINKS);
    }

    private Path socket(JvmProcess process) throws IOException {
        return tmp(process).resolve(".java_pid" + pidInNames(process));
    }

    /** Has the JVM load an agent. Returns when the agent's method has returned. */
    void loadAgent(JvmProcess process, Path jar, String argument) throws IOException {
        if (!usesSocket(process)) {
            ByteBuddyAgent.attach(jar.toFile(), String.valueOf(process.pid()), argument);
        } else {
            Path socket = socket(process);
            AttachSocket.openListener(process, attachFile(process), socket);
            AttachSocket.loadAgent(socket, jar, argument);
        }
    }

    /** Why this API cannot reach the JVM, or null. */
    String unreachableReason(JvmProcess process) throws IOException {
        if (lookup == Lookup.OWN && process.status().namespacePid() != process.pid()) {
            return "is in a container, where its process id is "
                    + process.status().namespacePid()
                    + ", and the attach API of this Java cannot reach it: run this command with Java 11 or later, or"
                    + " inside the container";
        }
        if (tmp(process).equals(TMP) && hasTmpOfItsOwn(process)) {
            return "has a /tmp of its own, which the attach API of this Java does not use: run this command with Java 16"
                    + " or later, or inside the container or service";
        }
        return null;
    }

    private boolean usesSocket(JvmProcess process) throws IOException {
        return !hasApi || AttachSocket.isSupported() && tmpOfApi(process).equals(TMP) && hasTmpOfItsOwn(process);
    }

    /** False if that is hidden. */
    private static boolean hasTmpOfItsOwn(JvmProcess process) {
        try {
            return !Files.isSameFile(targetTmp(process), TMP);
        } catch (IOException hidden) {
            return false;
        }
    }

    /** The path of the attach file, which may exist. */
    Path attachFile(JvmProcess process) throws IOException {
        Path name = Paths.get(".attach_pid" + pidInNames(process));
        Path inWorkingFolder = process.folder().resolve("cwd").resolve(name);
        boolean usesWorkingFolder = Files.exists(inWorkingFolder, LinkOption.NOFOLLOW_LINKS)
                || Files.isWritable(inWorkingFolder.getParent());
        return usesWorkingFolder ? inWorkingFolder : tmp(process).resolve(name);
    }

    private Path tmp(JvmProcess process) throws IOException {
        Path target = targetTmp(process);
        if (usesSocket(process)) {
            return FilePermissions.allowsWriting(target) ? target : TMP;
        }
        return tmpOfApi(process);
    }

    private Path tmpOfApi(JvmProcess process) throws IOException {
        Path target = targetTmp(process);
        boolean usesTarget = lookup == Lookup.TARGET && Files.isWritable(target)
                || lookup == Lookup.CONTAINER && process.status().namespacePid() != process.pid();
        return usesTarget ? target : TMP;
    }

    private static Path targetTmp(JvmProcess process) {
        return process.folder().resolve("root").resolve("tmp");
    }

    private long pidInNames(JvmProcess process) throws IOException {
        return lookup == Lookup.OWN ? process.pid() : process.status().namespacePid();
    }
}
