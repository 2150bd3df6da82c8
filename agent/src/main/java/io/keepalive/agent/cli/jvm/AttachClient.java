package io.keepalive.agent.cli.jvm;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import net.bytebuddy.agent.ByteBuddyAgent.AttachmentProvider;
import net.bytebuddy.agent.ByteBuddyAgent.AttachmentProvider.Accessor;

/**
 * The attach API of the Java that runs this, as far as it matters where it looks for another JVM's socket, and where it
 * puts the file by which that JVM tells a wish to attach from a wish for a thread dump.
 */
final class AttachClient {

    /** Where versions look, by the sources of LinuxVirtualMachine and sun.tools.attach.VirtualMachineImpl. */
    private enum Way {
        /** Java 8 and 9: under its number here, in the /tmp that is here. */
        HERE,
        /** Java 10 and later: in a container under its number there, in the /tmp there; else as before. */
        THERE_BY_NUMBER,
        /** Java 24, and updates of 21 and 17: in the /tmp there wherever that can be reached. */
        THERE
    }

    private static final Path TMP = Paths.get("/tmp");

    /** Null where this Java has no attach API. */
    private final Way way;

    private AttachClient(Way way) {
        this.way = way;
    }

    static AttachClient ofThisJava() {
        Accessor accessor = AttachmentProvider.DEFAULT.attempt();
        return new AttachClient(accessor.isAvailable() ? way(accessor.getVirtualMachineType()) : null);
    }

    private static Way way(Class<?> api) {
        try {
            ClassLoader loader = api.getClassLoader();
            for (Method method : Class.forName("sun.tools.attach.VirtualMachineImpl", false, loader)
                    .getDeclaredMethods()) {
                if (method.getName().equals("findTargetProcessTmpDirectory")) {
                    return method.getParameterTypes()[0] == int.class ? Way.THERE_BY_NUMBER : Way.THERE;
                }
            }
            return Way.HERE;
        } catch (ClassNotFoundException | LinkageError java8) {
            return Way.HERE;
        }
    }

    boolean isThere() {
        return way != null;
    }

    /** Whether no signal is needed, since the JVM listens already. */
    boolean isAwaited(JvmProcess process) throws IOException {
        return Files.exists(tmp(process).resolve(".java_pid" + number(process)), LinkOption.NOFOLLOW_LINKS);
    }

    /** Why this API looks for that JVM in a place where it is not; null where it does not. */
    String blindSpot(JvmProcess process) throws IOException {
        if (way == Way.HERE && process.status().ownPid() != process.pid()) {
            return "is in a container, where its number is " + process.status().ownPid()
                    + ", and the attach API of this Java does not look there: run this with Java 11 or later, or inside"
                    + " the container";
        }
        if (tmp(process).equals(TMP) && !isOurs(tmpThere(process))) {
            return "has a /tmp of its own, and the attach API of this Java looks into this one: run this with Java 24"
                    + " or later, or inside the container or service";
        }
        return null;
    }

    /** So taken where that is hidden. */
    private static boolean isOurs(Path tmp) {
        try {
            return Files.isSameFile(tmp, TMP);
        } catch (IOException hidden) {
            return true;
        }
    }

    /** Where the file will be that announces an attaching, or one of that name is already. */
    Path announcement(JvmProcess process) throws IOException {
        Path name = Paths.get(".attach_pid" + number(process));
        Path inItsFolder = process.folder().resolve("cwd").resolve(name);
        boolean isTried =
                Files.exists(inItsFolder, LinkOption.NOFOLLOW_LINKS) || Files.isWritable(inItsFolder.getParent());
        return isTried ? inItsFolder : tmp(process).resolve(name);
    }

    private Path tmp(JvmProcess process) throws IOException {
        Path there = tmpThere(process);
        boolean looksThere = way == Way.THERE && Files.isWritable(there)
                || way == Way.THERE_BY_NUMBER && process.status().ownPid() != process.pid();
        return looksThere ? there : TMP;
    }

    private static Path tmpThere(JvmProcess process) {
        return process.folder().resolve("root").resolve("tmp");
    }

    private long number(JvmProcess process) throws IOException {
        return way == Way.HERE ? process.pid() : process.status().ownPid();
    }
}
