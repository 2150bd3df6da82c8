package io.keepalive.agent;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The file of the agent's jar, which stays open while the agent runs. Reads the zip format itself (APPNOTE.TXT), which takes a
 * third of the time that ZipFile takes in a JVM that has just started.
 */
final class AgentJar implements Closeable {

    private static final int END_SIGNATURE = 0x06054b50;

    /* The record at the end of the file, section 4.3.16. */
    private static final int END_BYTES = 22;
    private static final int END_DIRECTORY_LENGTH = 12;
    private static final int END_DIRECTORY = 16;
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

    private final RandomAccessFile file;

    AgentJar(File file) throws IOException {
        this.file = new RandomAccessFile(file, "r");
    }

    /** Where the content of an entry begins; negative where it is compressed, or where there is no such entry. */
    long start(String entry) throws IOException {
        byte[] directory = directory();
        int record = record(directory, entry);
        return record < 0 || !isStored(directory, record) ? -1 : content(directory, record);
    }

    /** The content of an entry, or null if there is none. */
    byte[] content(String entry) throws IOException {
        byte[] directory = directory();
        int record = record(directory, entry);
        if (record < 0) {
            return null;
        }
        byte[] stored = bytes(content(directory, record), little(directory, record + STORED_LENGTH));
        return isStored(directory, record) ? stored : inflated(stored, little(directory, record + LENGTH));
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
    byte[] bytes(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        synchronized (file) {
            file.seek(position);
            file.readFully(bytes);
        }
        return bytes;
    }

    private byte[] directory() throws IOException {
        byte[] end = bytes(file.length() - END_BYTES, END_BYTES);
        if (little(end, 0) != END_SIGNATURE) {
            end = endBeforeComment();
        }
        return bytes(little(end, END_DIRECTORY), little(end, END_DIRECTORY_LENGTH));
    }

    private byte[] endBeforeComment() throws IOException {
        int length = (int) Math.min(file.length(), END_BYTES + MOST_COMMENT_BYTES);
        byte[] last = bytes(file.length() - length, length);
        for (int at = length - END_BYTES; at >= 0; at--) {
            if (little(last, at) == END_SIGNATURE) {
                return Arrays.copyOfRange(last, at, at + END_BYTES);
            }
        }
        throw new IOException("the agent's jar is damaged: it has no directory");
    }

    /** Where the directory's record of an entry begins, or -1. */
    private static int record(byte[] directory, String name) {
        int record = 0;
        while (record < directory.length) {
            int nameLength = little2(directory, record + NAME_LENGTH);
            if (nameLength == name.length() && matches(directory, record + RECORD_BYTES, name)) {
                return record;
            }
            record += RECORD_BYTES
                    + nameLength
                    + little2(directory, record + EXTRA_LENGTH)
                    + little2(directory, record + COMMENT_LENGTH);
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
        return little2(directory, record + METHOD) == 0;
    }

    private long content(byte[] directory, int record) throws IOException {
        int header = little(directory, record + HEADER);
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
