// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import io.keepalive.testkit.process.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Native libraries from the packages of this machine's Debian release, unpacked into a cache and not installed. */
final class DebianPackages {

    private static final Path CACHE =
            Path.of(System.getProperty("user.home"), ".cache", "keepalive-agent", "debian-packages");

    private DebianPackages() {}

    /**
     * The folder with the files of these packages, downloaded where they are not in the cache.
     *
     * @throws AssertionError where they cannot be had
     */
    static synchronized Path unpacked(String... names) {
        Path folder = CACHE.resolve(String.join("+", names));
        if (!Files.exists(folder)) {
            Path incomplete = CACHE.resolve(ProcessHandle.current().pid() + ".incomplete");
            download(names, incomplete);
            move(incomplete.resolve("files"), folder);
            Commands.run(List.of("rm", "-r", incomplete.toString()));
        }
        return folder;
    }

    private static void download(String[] names, Path folder) {
        String command = "mkdir -p \"$0\" && cd \"$0\" && apt-get -q download " + String.join(" ", names)
                + " && for package in *.deb; do dpkg -x \"$package\" files || exit; done";
        Commands.run(List.of("sh", "-c", command, folder.toString()));
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
