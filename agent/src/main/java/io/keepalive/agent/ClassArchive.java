package io.keepalive.agent;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;

/**
 * The classes in the agent's jar. All are in one entry that is not compressed: the JVM and the JDK read the whole
 * directory of a jar when they open it, so that every entry costs the application's start. In a jar that another tool has
 * packed again the entry may be compressed; then it is kept in memory.
 *
 * <p>The entry, written by {@code PackClasses} at the build, has the number of classes, a row for each, and the class
 * files. A row has the hash of the class's name, by which the rows are sorted, and the position and the length of its
 * class file.
 */
final class ClassArchive implements Closeable {

    private static final String ENTRY = "io/keepalive/agent/classes";

    private static final int POSITION = 4;
    private static final int LENGTH = 8;
    private static final int ROW_BYTES = 12;

    /** How many times the jar has to fit into the free heap to be kept there. */
    private static final int LEAST_SPARE = 4;

    private final JarEntries jar;
    private final long start;
    /** The archive, or null where it is read from the jar. */
    private final byte[] unpacked;

    private final byte[] rows;

    /** @throws IOException where it cannot be read */
    ClassArchive(File file) throws IOException {
        jar = new JarEntries(file);
        try {
            start = jar.start(ENTRY);
            unpacked = start < 0 ? unpacked() : null;
            rows = bytes(Integer.BYTES, ROW_BYTES * integer(bytes(0, Integer.BYTES), 0));
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

    /** The class file of a class, or null if there is none. */
    byte[] classFile(String className) throws IOException {
        int hash = className.hashCode();
        int low = 0;
        int high = rows.length / ROW_BYTES - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int row = middle * ROW_BYTES;
            int found = integer(rows, row);
            if (found == hash) {
                return bytes(integer(rows, row + POSITION), integer(rows, row + LENGTH));
            } else if (found < hash) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** The content of another entry of the jar, or null if there is none. */
    byte[] otherFile(String name) throws IOException {
        return jar.content(name);
    }

    private byte[] bytes(int position, int length) throws IOException {
        return unpacked == null
                ? jar.bytes(start + position, length)
                : Arrays.copyOfRange(unpacked, position, position + length);
    }

    private static int integer(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 255) << 16 | (bytes[at + 2] & 255) << 8 | bytes[at + 3] & 255;
    }

    /**
     * Closes the jar's file for a checkpoint of the JVM, and keeps its content in memory. Where the heap is nearly full, a
     * class that is loaded meanwhile opens the file again: memory that runs out would be the application's.
     */
    void closeFile() throws IOException {
        Runtime jvm = Runtime.getRuntime();
        long free = jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
        closeFile(free / LEAST_SPARE > jar.length());
    }

    /** @see JarEntries#closeFile */
    void closeFile(boolean keep) throws IOException {
        jar.closeFile(keep);
    }

    /** @see JarEntries#reopenFile */
    boolean reopenFile() {
        return jar.reopenFile();
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
