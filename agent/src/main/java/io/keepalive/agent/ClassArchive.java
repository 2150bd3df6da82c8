package io.keepalive.agent;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The classes in the agent's jar. All are in one entry that is not compressed: the JVM and the JDK read the whole
 * directory of a jar when they open it, so that every entry costs the application's start. Reads the file itself, which
 * takes a third of the time that ZipFile takes in a JVM that has just started, and works on threads that may not open the
 * file.
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

    /* The records of a zip file, APPNOTE.TXT sections 4.3.16, 4.3.12 and 4.3.7, without a comment at the end. */
    private static final int END_BYTES = 22;
    private static final int END_DIRECTORY_LENGTH = 12;
    private static final int END_DIRECTORY = 16;
    private static final int DIRECTORY_METHOD = 10;
    private static final int DIRECTORY_STORED_LENGTH = 20;
    private static final int DIRECTORY_LENGTH = 24;
    private static final int DIRECTORY_NAME_LENGTH = 28;
    private static final int DIRECTORY_EXTRA_LENGTH = 30;
    private static final int DIRECTORY_COMMENT_LENGTH = 32;
    private static final int DIRECTORY_HEADER = 42;
    private static final int DIRECTORY_BYTES = 46;
    private static final int HEADER_NAME_LENGTH = 26;
    private static final int HEADER_EXTRA_LENGTH = 28;
    private static final int HEADER_BYTES = 30;

    private final RandomAccessFile jar;
    private final long start;
    private final byte[] rows;

    /** @throws IOException where it cannot be read */
    ClassArchive(File file) throws IOException {
        jar = new RandomAccessFile(file, "r");
        try {
            start = start();
            rows = bytes(start + Integer.BYTES, ROW_BYTES * big(bytes(start, Integer.BYTES), 0));
        } catch (IOException | RuntimeException | Error unreadable) {
            jar.close();
            throw unreadable;
        }
    }

    /** The class file of a class, or null if there is none. */
    byte[] classFile(String className) throws IOException {
        int hash = className.hashCode();
        int low = 0;
        int high = rows.length / ROW_BYTES - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int row = middle * ROW_BYTES;
            int found = big(rows, row);
            if (found == hash) {
                return bytes(start + big(rows, row + POSITION), big(rows, row + LENGTH));
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
        byte[] directory = directory();
        int record = record(directory, name);
        if (record < 0) {
            return null;
        }
        byte[] stored = bytes(content(directory, record), little(directory, record + DIRECTORY_STORED_LENGTH));
        return isStored(directory, record) ? stored : inflated(stored, little(directory, record + DIRECTORY_LENGTH));
    }

    private static byte[] inflated(byte[] deflated, int length) throws IOException {
        byte[] bytes = new byte[length];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            inflater.inflate(bytes);
            return bytes;
        } catch (DataFormatException damaged) {
            throw new IOException(damaged);
        } finally {
            inflater.end();
        }
    }

    /** Where the archive begins. */
    private long start() throws IOException {
        byte[] directory = directory();
        int record = record(directory, ENTRY);
        if (record < 0 || !isStored(directory, record)) {
            throw new IOException("the jar has been repackaged: it has no uncompressed entry " + ENTRY);
        }
        return content(directory, record);
    }

    private byte[] directory() throws IOException {
        byte[] end = bytes(jar.length() - END_BYTES, END_BYTES);
        return bytes(little(end, END_DIRECTORY), little(end, END_DIRECTORY_LENGTH));
    }

    /** Where the directory's record of an entry begins, or -1. */
    private static int record(byte[] directory, String name) {
        int record = 0;
        while (record < directory.length) {
            int nameLength = little2(directory, record + DIRECTORY_NAME_LENGTH);
            if (nameLength == name.length() && matches(directory, record + DIRECTORY_BYTES, name)) {
                return record;
            }
            record += DIRECTORY_BYTES
                    + nameLength
                    + little2(directory, record + DIRECTORY_EXTRA_LENGTH)
                    + little2(directory, record + DIRECTORY_COMMENT_LENGTH);
        }
        return -1;
    }

    private static boolean matches(byte[] directory, int at, String name) {
        int i = 0;
        while (i < name.length() && directory[at + i] == name.charAt(i)) {
            i++;
        }
        return i == name.length();
    }

    private static boolean isStored(byte[] directory, int record) {
        return little2(directory, record + DIRECTORY_METHOD) == 0;
    }

    /** Where the content of an entry begins. */
    private long content(byte[] directory, int record) throws IOException {
        int header = little(directory, record + DIRECTORY_HEADER);
        byte[] local = bytes(header, HEADER_BYTES);
        return header + HEADER_BYTES + little2(local, HEADER_NAME_LENGTH) + little2(local, HEADER_EXTRA_LENGTH);
    }

    private byte[] bytes(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        synchronized (jar) {
            jar.seek(position);
            jar.readFully(bytes);
        }
        return bytes;
    }

    private static int big(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 255) << 16 | (bytes[at + 2] & 255) << 8 | bytes[at + 3] & 255;
    }

    private static int little(byte[] bytes, int at) {
        return little2(bytes, at) | little2(bytes, at + 2) << 16;
    }

    private static int little2(byte[] bytes, int at) {
        return bytes[at] & 255 | (bytes[at + 1] & 255) << 8;
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
