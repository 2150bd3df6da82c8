package io.keepalive.testkit.jvm;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The JVM option that loads an agent whose class is on the application's class path. */
public final class OtherAgent {

    private OtherAgent() {}

    /** To be given before the agent's own. Leaves a jar in the folder, with nothing but a manifest. */
    public static String option(Path folder, Class<?> premain) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", premain.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        Path jar = folder.resolve(premain.getSimpleName() + ".jar");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return "-javaagent:" + jar;
    }
}
