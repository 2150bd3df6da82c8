package io.keepalive.agent;

import java.io.Closeable;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The agent's jar. All classes are in one entry that is not compressed: the JVM and the JDK read the whole directory of
 * a jar when they open it, so that every entry costs the application's start.
 *
 * <p>That entry, written by {@code PackClasses} at the build, has the number of classes, a row for each, and the class
 * files. A row has the hash of the class's name, by which the rows are sorted, and the position and the length of its
 * class file.
 */
final class ClassArchive implements Closeable {

    private static final String ENTRY = "io/keepalive/agent/classes";

    private static final int POSITION = 4;
    private static final int LENGTH = 8;
    private static final int ROW_BYTES = 12;

    private final ZipFile jar;
    private final ZipEntry archive;
    private final ByteBuffer rows;

    /** @throws IOException where it cannot be read */
    ClassArchive(File file) throws IOException {
        jar = new ZipFile(file);
        archive = jar.getEntry(ENTRY);
        int classes = ByteBuffer.wrap(bytes(archive, 0, Integer.BYTES)).getInt();
        rows = ByteBuffer.wrap(bytes(archive, Integer.BYTES, ROW_BYTES * classes));
    }

    /** The class file of a class, or null if there is none. */
    byte[] classFile(String className) throws IOException {
        int hash = className.hashCode();
        int low = 0;
        int high = rows.capacity() / ROW_BYTES - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int row = middle * ROW_BYTES;
            int found = rows.getInt(row);
            if (found == hash) {
                return bytes(archive, rows.getInt(row + POSITION), rows.getInt(row + LENGTH));
            } else if (found < hash) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** The content of another entry of the jar, or null if there is none. */
    byte[] file(String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        return entry == null ? null : bytes(entry, 0, (int) entry.getSize());
    }

    /** Whether the jar has this entry, which is not so for a class in the archive. */
    boolean hasFile(String name) {
        return jar.getEntry(name) != null;
    }

    private byte[] bytes(ZipEntry entry, int position, int length) throws IOException {
        byte[] bytes = new byte[length];
        try (InputStream in = jar.getInputStream(entry)) {
            in.skip(position);
            for (int read = 0; read < length; ) {
                int more = in.read(bytes, read, length - read);
                if (more < 0) {
                    throw new EOFException(entry.getName());
                }
                read += more;
            }
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
