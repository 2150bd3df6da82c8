package io.keepalive.compat.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A JDK on this machine that applications are run on. */
public final class Jdk {

    private static final Jdk UNDER_TEST = at(Path.of(System.getProperty("compat.java.home")));

    private final Path home;
    private final int feature;

    private Jdk(Path home, int feature) {
        this.home = home;
        this.feature = feature;
    }

    /** The one that this run of the tests is for: the system property {@code compat.java.home}. */
    public static Jdk underTest() {
        return UNDER_TEST;
    }

    private static Jdk at(Path home) {
        Properties release = new Properties();
        try (var in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("no JDK at " + home, unreadable);
        }
        return new Jdk(home, featureOf(release.getProperty("JAVA_VERSION").replace("\"", "")));
    }

    /** 8 was still called 1.8. */
    private static int featureOf(String version) {
        String[] parts = version.split("[._+-]");
        return Integer.parseInt(parts[0].equals("1") ? parts[1] : parts[0]);
    }

    /** The version as people say it: 8, 11, 17. */
    public int feature() {
        return feature;
    }

    /** The path of one of its programs, such as java or keytool. */
    public String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    @Override
    public String toString() {
        return "JDK " + feature + " at " + home;
    }
}
