// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.proc;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.function.Consumer;

/**
 * One file with a table of sockets, read with one buffer: only opening it allocates. It is open while it is read; a
 * descriptor that stays open could be closed and its number used again by native code of the application. For one
 * thread at a time.
 */
final class SocketTable {

    /** As much as the JDK's native code reads without allocating memory; the kernel fills 4 KiB at a time. */
    private static final int BUFFER = 8192;

    private final File file;
    private final SocketRow row = new SocketRow();
    private byte[] buffer;

    SocketTable(String file) {
        this.file = new File(file);
    }

    /** Whether there is such a table: a kernel without IPv6 has none for it. */
    boolean exists() {
        return file.exists();
    }

    /** Visits every row; false where some could not be read. */
    boolean forEach(Consumer<SocketRow> visitor) {
        if (buffer == null) {
            buffer = new byte[BUFFER];
        }
        // Not FileInputStream, which has a finalizer on Java 8.
        try (RandomAccessFile rows = new RandomAccessFile(file, "r")) {
            int filled = 0;
            for (int read = rows.read(buffer); read > 0; read = rows.read(buffer, filled, BUFFER - filled)) {
                filled = visitLines(filled + read, visitor);
            }
            return filled == 0;
        } catch (IOException hidden) {
            return false;
        }
    }

    /** Visits the whole lines in the buffer and moves the rest to its beginning; returns the length of the rest. */
    private int visitLines(int filled, Consumer<SocketRow> visitor) {
        int begin = 0;
        for (int i = 0; i < filled; i++) {
            if (buffer[i] == '\n') {
                if (row.parse(buffer, begin, i)) {
                    visitor.accept(row);
                }
                begin = i + 1;
            }
        }
        System.arraycopy(buffer, begin, buffer, 0, filled - begin);
        return filled - begin;
    }
}
