// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import io.keepalive.testkit.kernel.SocketOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Keeps what a run has shown, one line for each column in target/software/results.csv: kind;name;version;java;column;value;
 * date;commit. compat-tests/software makes docs/compatibility.md of it.
 */
public final class CompatibilityResults {

    private static final Path FILE = Path.of("target", "software", "results.csv");

    private final SoftwareOnJava installation;

    private CompatibilityResults(SoftwareOnJava installation) {
        this.installation = installation;
    }

    static CompatibilityResults of(SoftwareOnJava installation) {
        return new CompatibilityResults(installation);
    }

    /** A column of docs/compatibility.md. */
    enum Column {
        OWN_SETTINGS,
        COVERED,
        DEAD_PEER
    }

    /** Runs a scenario and keeps its result, also if it fails. */
    void record(Column column, Callable<String> scenario) {
        try {
            write(column, scenario.call());
        } catch (RuntimeException | Error failed) {
            write(column, "FAILED");
            throw failed;
        } catch (Exception failed) {
            write(column, "FAILED");
            throw new IllegalStateException(failed);
        }
    }

    /** Keeps what the software sets without the agent. */
    void ownSettings(List<SocketOptions> own) {
        write(
                Column.OWN_SETTINGS,
                own.stream().map(CompatibilityResults::text).collect(Collectors.toCollection(TreeSet::new)).stream()
                        .collect(Collectors.joining("; "))
                        .replace(';', ','));
    }

    private static String text(SocketOptions options) {
        SocketOptions system = SocketOptions.defaults();
        String text = "none";
        if (options.keepalive() == 1) {
            boolean ownTimes = !options.withKeepalive(0).equals(system);
            text = "keepalive "
                    + (ownTimes ? options.idle() + "/" + options.interval() + "/" + options.count() : "of the system");
        }
        return options.userTimeout() == 0 ? text : text + " user timeout " + options.userTimeout() + " ms";
    }

    private void write(Column column, String value) {
        Software software = installation.software();
        String line = String.join(
                ";",
                software.kind(),
                software.name(),
                software.version(),
                String.valueOf(installation.java()),
                column.name(),
                value,
                LocalDate.now(ZoneOffset.UTC).toString(),
                System.getProperty("software.commit", "unknown"));
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
