// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the version of a Java from the file {@code release} in its folder, if no other user can have written it. */
final class JavaRelease {

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(.*)\"");

    private JavaRelease() {}

    /**
     * Reads the first such file in the folder of a JVM's library or in those above it.
     *
     * @return empty if there is none, or it is not trusted
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
        } catch (IOException | RuntimeException notTrusted) {
            return "";
        }
    }
}
