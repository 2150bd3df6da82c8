// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.view;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;

/**
 * Whether standard output is a terminal, and its size. Read from the system, because {@code System.console()} depends
 * on standard input too, and always exists on Java 22 and later.
 */
public final class Terminal {

    private static final int HELP_WIDTH = 100;

    private final int rows;
    private final int columns;

    private Terminal(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** The terminal of standard output, or one of size 0 if it is a pipe or a file. */
    public static Terminal ofThisProcess() {
        Path device = device();
        return device == null ? new Terminal(0, 0) : sizeOf(device);
    }

    /** The terminal's device file, or null if standard output is not a terminal. */
    private static Path device() {
        try {
            Path target = Files.readSymbolicLink(Paths.get("/proc", "self", "fd", "1"));
            return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty") ? target : null;
        } catch (IOException | RuntimeException noLinux) {
            return null;
        }
    }

    private static Terminal sizeOf(Path device) {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(device.toFile())
                    .redirectError(new File("/dev/null"))
                    .start();
            try (InputStream out = stty.getInputStream();
                    Scanner size = new Scanner(out, "US-ASCII")) {
                stty.waitFor(1, TimeUnit.SECONDS);
                return sized(size.nextInt(), size.nextInt());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return sized(0, 0);
        } catch (IOException | RuntimeException unknown) {
            return sized(0, 0);
        }
    }

    /** Size 0 means unknown, as on a serial line. */
    private static Terminal sized(int rows, int columns) {
        return new Terminal(rows > 0 ? Math.max(10, rows) : 24, columns > 0 ? Math.max(40, columns) : 80);
    }

    /** Whether standard output is a terminal. */
    public boolean exists() {
        return columns > 0;
    }

    /** The number of lines; 0 without a terminal. */
    public int rows() {
        return rows;
    }

    /** The number of characters in a line; 0 without a terminal. */
    public int columns() {
        return columns;
    }

    /** Whether colours may be used; for NO_COLOR see no-color.org. */
    public boolean hasColours() {
        String noColor = System.getenv("NO_COLOR");
        return exists() && (noColor == null || noColor.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    /** The width of help texts: at most 100, and 100 without a terminal. */
    public int helpWidth() {
        return exists() ? Math.min(columns, HELP_WIDTH) : HELP_WIDTH;
    }
}
