package io.keepalive.compat.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** Those of compat-tests/jdks/install that are on this machine, and the one under test; by version. */
    public static List<Jdk> installed() {
        Map<Integer, Jdk> byVersion = new TreeMap<>();
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "keepalive-agent", "jdks");
        for (int version : new int[] {8, 11, 17, 21, 25}) {
            Path home = cache.resolve(String.valueOf(version));
            if (Files.isExecutable(home.resolve("bin/java"))) {
                byVersion.put(version, at(home));
            }
        }
        byVersion.put(UNDER_TEST.feature(), UNDER_TEST);
        return List.copyOf(byVersion.values());
    }

    private static Jdk at(Path home) {
        String said = Commands.run(List.of(home.resolve("bin/java").toString(), "-version"));
        Matcher version = Pattern.compile("version \"(?:1\\.)?(\\d+)").matcher(said);
        if (!version.find()) {
            throw new IllegalStateException("no JDK at " + home + ": " + said);
        }
        return new Jdk(home, Integer.parseInt(version.group(1)));
    }

    /** The version as people say it: 8, 11, 17. */
    public int feature() {
        return feature;
    }

    /** Where it is. */
    Path home() {
        return home;
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
