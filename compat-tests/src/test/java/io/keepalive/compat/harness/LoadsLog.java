package io.keepalive.compat.harness;

import io.keepalive.compat.host.ClassLoads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The JVM option that has {@link ClassLoads} remember which thread loads which class. */
public final class LoadsLog {

    private LoadsLog() {}

    /** To be given before the agent's own. The class itself is on the application's class path. */
    public static String option(Path folder) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", ClassLoads.class.getName());
        Path jar = folder.resolve("class-loads.jar");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return "-javaagent:" + jar;
    }
}
