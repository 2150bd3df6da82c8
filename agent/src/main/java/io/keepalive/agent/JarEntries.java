// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.io.Closeable;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The file of the agent's jar. Reads the zip format itself (APPNOTE.TXT), which takes a third of the time that ZipFile takes
 * in a JVM that has just started. The file may be damaged: no array is made longer than the file has bytes.
 */
final class JarEntries implements Closeable {

    private static final int END_SIGNATURE = 0x06054b50;

    /* The record at the end of the file, section 4.3.16. */
    private static final int END_BYTES = 22;
    private static final int DIRECTORY_LENGTH = 12;
    private static final int DIRECTORY = 16;
    private static final int MOST_COMMENT_BYTES = 65_535;

    /* A record of the directory, section 4.3.12. */
    private static final int METHOD = 10;
    private static final int STORED_LENGTH = 20;
    private static final int LENGTH = 24;
    private static final int NAME_LENGTH = 28;
    private static final int EXTRA_LENGTH = 30;
    private static final int COMMENT_LENGTH = 32;
    private static final int HEADER = 42;
    private static final int RECORD_BYTES = 46;

    /* The header before the content of an entry, section 4.3.7. */
    private static final int HEADER_NAME_LENGTH = 26;
    private static final int HEADER_EXTRA_LENGTH = 28;
    private static final int HEADER_BYTES = 30;

    /** The most that the method can make of one byte, as the sources of zlib have it (zlib's FAQ and "technical details"). */
    private static final long BEST_RATIO = 1_032;

    private final RandomAccessFile file;
    private final byte[] directory;
    /** What precedes the first entry, as in a jar that is also a shell script; positions in the file do not count it. */
    private final long prefix;

    /** @throws IOException where it cannot be read */
    JarEntries(File jar) throws IOException {
        file = new RandomAccessFile(jar, "r");
        try {
            long endPosition = endPosition();
            byte[] end = bytes(endPosition, END_BYTES);
            int length = little(end, DIRECTORY_LENGTH);
            directory = bytes(endPosition - length, length);
            prefix = endPosition - length - little(end, DIRECTORY);
        } catch (IOException | RuntimeException | Error unreadable) {
            file.close();
            throw unreadable;
        }
    }

    /** The record at the end has a comment after it only where another tool has written one. */
    private long endPosition() throws IOException {
        long length = file.length();
        for (long position = length - END_BYTES;
                position >= Math.max(0, length - END_BYTES - MOST_COMMENT_BYTES);
                position--) {
            if (little(bytes(position, 4), 0) == END_SIGNATURE) {
                return position;
            }
        }
        throw new IOException("the agent's jar is damaged: it has no directory");
    }

    /** Where the content of an entry begins; negative where it is compressed, or where there is no such entry. */
    long start(String entry) throws IOException {
        int record = record(entry);
        return record < 0 || !isStored(record) ? -1 : start(record);
    }

    /** The content of an entry, or null if there is none. */
    byte[] content(String entry) throws IOException {
        int record = record(entry);
        if (record < 0) {
            return null;
        }
        byte[] stored = bytes(start(record), little(directory, record + STORED_LENGTH));
        return isStored(record) ? stored : inflated(stored, little(directory, record + LENGTH));
    }

    private static byte[] inflated(byte[] deflated, int length) throws IOException {
        if (length < 0 || length > BEST_RATIO * deflated.length) {
            throw new IOException("the agent's jar is damaged: an entry has a length that it cannot have");
        }
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

    /**
     * A part of the file.
     *
     * @throws EOFException if it has no such part
     */
    byte[] bytes(long position, int length) throws IOException {
        if (position < 0 || length < 0 || length > file.length() - position) {
            throw new EOFException("the agent's jar is damaged: it names a part that it does not have");
        }
        byte[] bytes = new byte[length];
        synchronized (file) {
            file.seek(position);
            file.readFully(bytes);
        }
        return bytes;
    }

    /** Where the directory's record of an entry begins, or -1. */
    private int record(String name) {
        int record = 0;
        while (record < directory.length) {
            int nameLength = little2(directory, record + NAME_LENGTH);
            if (nameLength == name.length() && matches(record + RECORD_BYTES, name)) {
                return record;
            }
            record += RECORD_BYTES
                    + nameLength
                    + little2(directory, record + EXTRA_LENGTH)
                    + little2(directory, record + COMMENT_LENGTH);
        }
        return -1;
    }

    private boolean matches(int at, String name) {
        int i = 0;
        while (i < name.length() && directory[at + i] == name.charAt(i)) {
            i++;
        }
        return i == name.length();
    }

    private boolean isStored(int record) {
        return little2(directory, record + METHOD) == 0;
    }

    private long start(int record) throws IOException {
        long header = prefix + little(directory, record + HEADER);
        byte[] local = bytes(header, HEADER_BYTES);
        return header + HEADER_BYTES + little2(local, HEADER_NAME_LENGTH) + little2(local, HEADER_EXTRA_LENGTH);
    }

    private static int little(byte[] bytes, int at) {
        return little2(bytes, at) | little2(bytes, at + 2) << 16;
    }

    private static int little2(byte[] bytes, int at) {
        return bytes[at] & 255 | (bytes[at + 1] & 255) << 8;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
