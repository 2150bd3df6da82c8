package io.keepalive.agent;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The file of the agent's jar, which stays open while the agent runs, except during a checkpoint of the JVM. Reads the zip
 * format itself (APPNOTE.TXT), which takes a third of the time that ZipFile takes in a JVM that has just started.
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

    private final File jar;
    private final byte[] directory;
    private final long length;
    private RandomAccessFile file;
    private boolean isOpen = true;
    private boolean closed;
    /** The whole file while it is closed for a checkpoint of the JVM; else null. */
    private byte[] content;
    /** What precedes the first entry, as in a jar that is also a shell script; positions in the file do not count it. */
    private final long prefix;

    private final long directoryPosition;

    /** @throws IOException where it cannot be read */
    JarEntries(File jar) throws IOException {
        this.jar = jar;
        file = new RandomAccessFile(jar, "r");
        try {
            length = file.length();
            long endPosition = endPosition();
            byte[] end = bytes(endPosition, END_BYTES);
            int directoryLength = little(end, DIRECTORY_LENGTH);
            directoryPosition = endPosition - directoryLength;
            directory = bytes(directoryPosition, directoryLength);
            prefix = directoryPosition - little(end, DIRECTORY);
        } catch (IOException | RuntimeException | Error unreadable) {
            file.close();
            throw unreadable;
        }
    }

    /** The record at the end has a comment after it only where another tool has written one. */
    private long endPosition() throws IOException {
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

    /** A part of the file. */
    synchronized byte[] bytes(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (content == null) {
            read(openFile(), position, bytes);
        } else {
            System.arraycopy(content, (int) position, bytes, 0, length);
        }
        return bytes;
    }

    private static void read(RandomAccessFile file, long position, byte[] bytes) throws IOException {
        file.seek(position);
        file.readFully(bytes);
    }

    /**
     * Closes the file, because a JVM with an open file cannot be checkpointed.
     *
     * @param keep whether to read its content into memory; otherwise the next call that reads opens it again
     */
    synchronized void closeFile(boolean keep) throws IOException {
        if (content == null && keep) {
            content = bytes(0, (int) length);
        }
        file.close();
        isOpen = false;
    }

    /** Opens the file again; returns false where it is missing or has changed, and keeps the content in memory. */
    synchronized boolean reopenFile() {
        try {
            openFile();
            content = null;
            return true;
        } catch (IOException missingOrChanged) {
            return false;
        }
    }

    private RandomAccessFile openFile() throws IOException {
        if (closed) {
            throw new IOException(jar + " is closed");
        }
        if (!isOpen) {
            file = openSame();
            isOpen = true;
        }
        return file;
    }

    private RandomAccessFile openSame() throws IOException {
        RandomAccessFile opened = new RandomAccessFile(jar, "r");
        try {
            requireSame(opened);
            return opened;
        } catch (IOException | RuntimeException | Error other) {
            opened.close();
            throw other;
        }
    }

    /** Compares the directory, which has a checksum of each entry. */
    private void requireSame(RandomAccessFile opened) throws IOException {
        byte[] found = new byte[directory.length];
        if (opened.length() == length) {
            read(opened, directoryPosition, found);
        }
        if (!Arrays.equals(directory, found)) {
            throw new IOException(jar + " has changed");
        }
    }

    /** In bytes. */
    long length() {
        return length;
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
    public synchronized void close() throws IOException {
        closed = true;
        content = null;
        file.close();
    }
}
