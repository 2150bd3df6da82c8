package io.keepalive.agent.cli.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a Java by the file {@code release} in its folder, where nobody else can have written that. */
final class JavaRelease {

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(.*)\"");

    private JavaRelease() {}

    /**
     * Looks into the folder of a JVM's library and those above it; the first file of that name tells.
     *
     * @return empty where none tells, or where it is not to be trusted
     */
    static String versionOf(Path library) {
        for (Path home = library.getParent(); home != null; home = home.getParent()) {
            Path release = home.resolve("release");
            if (Files.exists(release)) {
                return versionIn(release);
            }
        }
        return "";
    }

    private static String versionIn(Path release) {
        try {
            return Arrays.stream(BoundedFile.text(TrustedPath.of(release)).split("\n"))
                    .map(VERSION::matcher)
                    .filter(Matcher::matches)
                    .map(version -> version.group(1))
                    .findFirst()
                    .orElse("");
        } catch (IOException | RuntimeException notToBeTrusted) {
            return "";
        }
    }
}
