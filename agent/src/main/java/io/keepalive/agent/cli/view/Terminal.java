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
 * What standard output is: a terminal with its size, or a pipe or file. Asked of the system, since {@code
 * System.console()} means standard input too, and on Java 22 and later is there in any case.
 */
public final class Terminal {

    private static final int HELP_WIDTH = 100;

    private final int rows;
    private final int columns;

    private Terminal(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** The terminal that standard output leads to, if it does. */
    public static Terminal ofThisProcess() {
        Path device = device();
        return device == null ? new Terminal(0, 0) : sizeOf(device);
    }

    /** The terminal's device file, or null where standard output goes elsewhere. */
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

    /** A terminal that does not know its size, such as a serial line, says 0. */
    private static Terminal sized(int rows, int columns) {
        return new Terminal(rows > 0 ? Math.max(10, rows) : 24, columns > 0 ? Math.max(40, columns) : 80);
    }

    /** Whether standard output is one. */
    public boolean isThere() {
        return columns > 0;
    }

    /** Lines that it shows; 0 where there is none. */
    public int rows() {
        return rows;
    }

    /** Characters in a line; 0 where there is none. */
    public int columns() {
        return columns;
    }

    /** Whether it may be written to in colours: see no-color.org for NO_COLOR. */
    public boolean hasColours() {
        String refused = System.getenv("NO_COLOR");
        return isThere() && (refused == null || refused.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    /** Columns for help texts: at most 100, also where standard output is no terminal. */
    public int helpWidth() {
        return isThere() ? Math.min(columns, HELP_WIDTH) : HELP_WIDTH;
    }
}
