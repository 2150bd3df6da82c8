// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.TreeSet;

/**
 * An agent that inspects its JVM and then prints on the application's standard output that it is done, as in {@code
 * done classes}.
 *
 * <ul>
 *   <li>{@code bytes FOLDER}: writes each socket class of the JDK as a class file into that folder
 *   <li>{@code classes}: prints the classes of the agent under test that are loaded after a garbage collection
 * </ul>
 *
 * <p>A JVM passes a class to its agents in the order in which they were loaded, so only the agent loaded last sees the
 * result of all others.
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
                files.asked = Class.forName(name, false, null);
                instrumentation.retransformClasses(files.asked);
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
     * Writes the classes as the transformers before it have left them, and changes nothing. While one class is
     * transformed, a class that is loaded for the first time is passed too, under its own name, and so are the classes of
     * events that Flight Recorder instruments meanwhile.
     */
    private static final class ClassFiles implements ClassFileTransformer {

        private final File folder;
        private volatile Class<?> asked;

        ClassFiles(File folder) {
            this.folder = folder;
        }

        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
            if (redefined != null
                    && redefined == asked
                    && redefined.getName().replace('.', '/').equals(name)) {
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
