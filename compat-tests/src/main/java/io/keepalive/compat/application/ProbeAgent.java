package io.keepalive.compat.application;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.TreeSet;

/**
 * An agent that tells what the JVM runs, and then says on its application's standard output that it has, as in {@code
 * done classes}.
 *
 * <ul>
 *   <li>{@code bytes FOLDER}: each class of the JDK through which sockets go, as a class file in that folder
 *   <li>{@code classes}: the classes of the agent under test that are loaded after a collection of garbage
 * </ul>
 *
 * <p>A JVM shows a class to its agents in the order in which they came: only one that has just come sees what all others
 * have made of it.
 */
public final class ProbeAgent {

    private static final String[] NAMES = {
        "java.net.Socket",
        "java.net.ServerSocket",
        "java.net.AbstractPlainSocketImpl",
        "java.net.SocketInputStream",
        "java.net.SocketOutputStream",
        "java.net.Socket$SocketInputStream",
        "java.net.Socket$SocketOutputStream",
        "sun.nio.ch.SocketChannelImpl",
        "sun.nio.ch.SocketDispatcher",
        "sun.nio.ch.NioSocketImpl",
        "sun.nio.ch.UnixAsynchronousSocketChannelImpl",
        "sun.nio.ch.Net"
    };

    private ProbeAgent() {}

    public static void agentmain(String argument, Instrumentation instrumentation) throws Exception {
        if (argument.startsWith("bytes")) {
            writeBytes(instrumentation, new File(argument.split(" ")[1]));
        } else {
            printClasses(instrumentation);
        }
        System.out.println("done " + argument);
    }

    private static void writeBytes(Instrumentation instrumentation, File folder) throws Exception {
        ClassFiles files = new ClassFiles(folder);
        instrumentation.addTransformer(files, true);
        for (String name : NAMES) {
            try {
                instrumentation.retransformClasses(Class.forName(name, false, null));
            } catch (ClassNotFoundException notInThisJdk) {
                continue;
            }
        }
        instrumentation.removeTransformer(files);
    }

    private static void printClasses(Instrumentation instrumentation) {
        for (int i = 0; i < 3; i++) {
            System.gc();
            System.runFinalization();
        }
        TreeSet<String> names = new TreeSet<String>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().startsWith("io.keepalive.agent.")) {
                names.add(loaded.getName());
            }
        }
        System.out.println("loaded " + names);
    }

    /**
     * Sees what the transformers before it have made of a class, and changes nothing. A class that is first loaded while
     * another is transformed comes by as that one, under its own name.
     */
    private static final class ClassFiles implements ClassFileTransformer {

        private final File folder;

        ClassFiles(File folder) {
            this.folder = folder;
        }

        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
            if (redefined != null && redefined.getName().replace('.', '/').equals(name)) {
                try (FileOutputStream out = new FileOutputStream(new File(folder, redefined.getName() + ".class"))) {
                    out.write(classFile);
                } catch (IOException failed) {
                    System.out.println(failed);
                }
            }
            return null;
        }
    }
}
