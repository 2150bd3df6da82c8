// SPDX-License-Identifier: Apache-2.0
package jdk.crac;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes checkpoints. Where the system property {@code crac.image} names a file, writes it as the image, and takes its
 * deletion for the restore. With {@code crac.close=true} it closes the sockets that the application has left open, as the
 * policy {@code close} of {@code jdk.crac.resource-policies} does.
 */
public class Core {

    private static final Context<Resource> GLOBAL = new GlobalContext();
    private static final int POLL_MILLIS = 20;

    static {
        exportPackage();
    }

    private Core() {}

    public static Context<Resource> getGlobalContext() {
        return GLOBAL;
    }

    public static synchronized void checkpointRestore() throws CheckpointException, RestoreException {
        // A resource that only the context knows is lost.
        System.gc();
        CheckpointException failures = new CheckpointException();
        try {
            GLOBAL.beforeCheckpoint(null);
        } catch (CheckpointException failure) {
            failures = failure;
        }
        try {
            if (Boolean.getBoolean("crac.close")) {
                RefusedDescriptors.closeSockets();
            }
            for (String open : RefusedDescriptors.now()) {
                failures.addSuppressed(new IOException(open));
            }
            if (failures.getSuppressed().length == 0) {
                awaitRestore();
            }
        } catch (IOException | ReflectiveOperationException | InterruptedException failure) {
            failures.addSuppressed(failure);
        }
        GLOBAL.afterRestore(null);
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }

    private static void awaitRestore() throws IOException, InterruptedException {
        String image = System.getProperty("crac.image");
        if (image != null) {
            Files.createFile(Path.of(image));
            while (Files.exists(Path.of(image))) {
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    /** To the agent's module as well, which an option of the JVM cannot name. */
    private static void exportPackage() {
        try {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("addExports", Module.class, String.class)
                    .invoke(null, Core.class.getModule(), "jdk.crac");
        } catch (ReflectiveOperationException unlikeTheJdk) {
            throw new IllegalStateException(unlikeTheJdk);
        }
    }
}
