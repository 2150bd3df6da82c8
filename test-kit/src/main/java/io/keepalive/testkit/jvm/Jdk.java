// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.jvm;

import io.keepalive.testkit.process.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDK on this machine.
 *
 * @param feature its feature version: 8, 11, 17
 * @param version its full version: 17.0.15, 1.8.0_504
 */
public record Jdk(Path home, int feature, String version) {

    private static final Pattern VERSION = Pattern.compile("version \"((?:1\\.)?(\\d+)[^\"]*)\"");

    /** Initialized on first use: only the tests have a JDK under test. */
    private static final class UnderTest {

        static final Jdk JDK = at(Path.of(System.getProperty("testkit.java.home")));
    }

    /** The JDK in this folder. */
    public static Jdk at(Path home) {
        String output = Commands.run(List.of(home.resolve("bin/java").toString(), "-version"));
        Matcher version = VERSION.matcher(output);
        if (!version.find()) {
            throw new IllegalStateException("no JDK at " + home + ": " + output);
        }
        return new Jdk(home, Integer.parseInt(version.group(2)), version.group(1));
    }

    /** The JDK that the tests run on, which the system property {@code testkit.java.home} names. */
    public static Jdk underTest() {
        return UnderTest.JDK;
    }

    /** The JDKs that compat-tests/jdks/install has put into its cache, and the one under test; by version. */
    public static List<Jdk> installed() {
        Map<Integer, Jdk> byVersion = new TreeMap<>();
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "keepalive-agent", "jdks");
        for (String name : Objects.requireNonNullElse(cache.toFile().list(), new String[0])) {
            Path home = cache.resolve(name);
            if (name.matches("\\d+") && Files.isExecutable(home.resolve("bin/java"))) {
                byVersion.put(Integer.valueOf(name), at(home));
            }
        }
        byVersion.put(underTest().feature(), underTest());
        return List.copyOf(byVersion.values());
    }

    /**
     * Whether an exit of its JVM waits for transformers, and other calls of agents, that have not returned: since 26, up to
     * 60 s (JvmtiEventController::vm_death).
     */
    public boolean exitWaitsForTransformers() {
        return feature >= 26;
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
