// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.io.Closeable;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The classes in the agent's jar. All are in one entry that is not compressed: the JVM and the JDK read the whole
 * directory of a jar when they open it, so that every entry costs the application's start. In a jar that another tool has
 * packed again the entry may be compressed; then it is kept in memory.
 *
 * <p>The entry, written by {@code PackClasses} at the build, has a header, a row for each class, and the class files. The
 * header has the number of classes, the position of those that only the command line uses, a checksum of the whole jar, and
 * one of the rows. A row has the hash of the class's name, by which the rows are sorted, and the position, the length and the
 * checksum of its class file.
 *
 * <p>The file may be overwritten at any time, while it is read or after that. So the checksum of each class file is
 * verified, and {@link #release} makes the archive independent of the file.
 */
final class ClassArchive implements Closeable {

    private static final String ENTRY = "io/keepalive/agent/classes";

    private static final int COMMAND_LINE = 4;
    private static final int BUILD = 8;
    private static final int CHECKSUM_OF_ROWS = 12;
    private static final int HEADER_BYTES = 16;

    /** Ten times as many as the agent has: a damaged file may have any number here. */
    private static final int MOST_CLASSES = 20_000;

    private static final int POSITION = 4;
    private static final int LENGTH = 8;
    private static final int CHECKSUM = 12;
    private static final int ROW_BYTES = 16;

    private final File file;
    /** Guards the following fields. */
    private final JarEntries jar;

    private final long start;
    private final int commandLine;
    private final byte[] rows;
    private final int build;
    /** Whether the class of a row is loaded and not needed any more. */
    private final boolean[] loaded;
    /** The archive, or null where it is read from the jar. */
    private byte[] unpacked;
    /**
     * What {@link #release} has kept in memory. Created early, so that its class is loaded before the jar can be
     * overwritten.
     */
    private CompressedBytes kept = new CompressedBytes();
    /** The position of each row's class file in that, or -1; null before the release. */
    private int[] keptPositions;

    /** @throws IOException where it cannot be read */
    ClassArchive(File file) throws IOException {
        this.file = file;
        jar = new JarEntries(file);
        try {
            start = jar.start(ENTRY);
            unpacked = start < 0 ? unpacked() : null;
            byte[] header = bytes(0, HEADER_BYTES);
            commandLine = integer(header, COMMAND_LINE);
            build = integer(header, BUILD);
            loaded = new boolean[numberOfClasses(header)];
            rows = bytes(HEADER_BYTES, ROW_BYTES * loaded.length);
            if (checksum(rows) != integer(header, CHECKSUM_OF_ROWS)) {
                throw damaged();
            }
        } catch (IOException | RuntimeException | Error unreadable) {
            jar.close();
            throw unreadable;
        }
    }

    private byte[] unpacked() throws IOException {
        byte[] content = jar.content(ENTRY);
        if (content == null) {
            throw new IOException("the agent's jar is damaged: it has no entry " + ENTRY);
        }
        return content;
    }

    private static int numberOfClasses(byte[] header) throws IOException {
        int number = integer(header, 0);
        if (number < 0 || number > MOST_CLASSES) {
            throw damaged();
        }
        return number;
    }

    private static IOException damaged() {
        return new IOException(
                "the agent's jar is damaged: its entry " + ENTRY + " has other bytes than it was built with");
    }

    /** Identifies the build of the jar: two jars with different classes or manifests differ in it. The manifest has it, too. */
    int build() {
        return build;
    }

    /**
     * The class file of a class, or null if there is none.
     *
     * @throws IOException also if the file has been overwritten
     */
    byte[] classFile(String className) throws IOException {
        int row = row(className);
        if (row < 0) {
            return null;
        }
        synchronized (jar) {
            return keptPositions == null ? verified(row) : kept(row);
        }
    }

    private byte[] kept(int row) throws IOException {
        if (keptPositions[row] < 0) {
            throw new IOException("the class has been loaded before, or is the command line's");
        }
        return kept.bytes(keptPositions[row], integer(rows, row * ROW_BYTES + LENGTH));
    }

    private byte[] verified(int row) throws IOException {
        int at = row * ROW_BYTES;
        try {
            byte[] classFile = bytes(integer(rows, at + POSITION), integer(rows, at + LENGTH));
            if (checksum(classFile) == integer(rows, at + CHECKSUM)) {
                return classFile;
            }
        } catch (EOFException shortened) {
            throw overwritten();
        } catch (IOException unreadable) {
            throw new IOException(file + " cannot be read: " + unreadable.getMessage());
        }
        throw overwritten();
    }

    private IOException overwritten() {
        return new IOException(
                file + " was overwritten after this JVM had opened it: restart this JVM, and replace a jar by"
                        + " renaming another one onto it");
    }

    /** The row of a class, or -1. */
    private int row(String className) {
        int hash = className.hashCode();
        int low = 0;
        int high = loaded.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = integer(rows, middle * ROW_BYTES);
            if (found == hash) {
                return middle;
            } else if (found < hash) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** A class is loaded, so that its class file is not needed again. */
    void loaded(String className) {
        int row = row(className);
        if (row >= 0) {
            loaded[row] = true;
        }
    }

    /**
     * Keeps in memory what an application's JVM may still load, and closes the jar.
     *
     * @throws IOException if the jar cannot be read or has been overwritten; then it stays open
     */
    void release() throws IOException {
        int[] positions = new int[loaded.length];
        CompressedBytes bytes = new CompressedBytes();
        for (int row : rowsByPosition()) {
            positions[row] = isNeeded(row) ? bytes.write(read(row)) : -1;
        }
        bytes.finish();
        synchronized (jar) {
            kept = bytes;
            keptPositions = positions;
            unpacked = null;
            jar.close();
        }
    }

    private byte[] read(int row) throws IOException {
        synchronized (jar) {
            return verified(row);
        }
    }

    private boolean isNeeded(int row) {
        return !loaded[row] && integer(rows, row * ROW_BYTES + POSITION) < commandLine;
    }

    /** Similar classes are next to each other in the file, and are compressed together. */
    private int[] rowsByPosition() {
        long[] sorted = new long[loaded.length];
        for (int row = 0; row < sorted.length; row++) {
            sorted[row] = (long) integer(rows, row * ROW_BYTES + POSITION) << Integer.SIZE | row;
        }
        Arrays.sort(sorted);
        int[] order = new int[sorted.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) sorted[i];
        }
        return order;
    }

    /** The content of another entry of the jar, or null if there is none. */
    byte[] otherFile(String name) throws IOException {
        return jar.content(name);
    }

    private byte[] bytes(int position, int length) throws IOException {
        if (unpacked == null) {
            return jar.bytes(start + position, length);
        }
        if (length > unpacked.length - position) {
            throw damaged();
        }
        return Arrays.copyOfRange(unpacked, position, position + length);
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static int integer(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 255) << 16 | (bytes[at + 2] & 255) << 8 | bytes[at + 3] & 255;
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
