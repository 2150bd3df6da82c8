package io.keepalive.agent.attach.protocol;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/**
 * The file with a request, as the agent holds it: the reply takes the request's place. Whoever asks has made it, for
 * itself and the other JVM's user alone, and removes it. What is opened is what stays in use, and nothing is written
 * before the file has shown the token that the attach API has brought: a file that somebody has put in its place is left
 * as it is.
 *
 * <p>Only one of the two writes at a time: the agent where the file is empty or holds the request, and whoever asks, once
 * the reply is whole, empties it. With the files of java.io, for this is used inside the application's JVM.
 */
public final class MessageFile implements Closeable {

    /** How the attach API's argument begins; no configuration file's path does. */
    public static final String ARGUMENT = "command:";

    /** A request names a path or two. */
    private static final int LONGEST_REQUEST = 1 << 18;

    private final RandomAccessFile file;
    private final Request request;

    private MessageFile(RandomAccessFile file, Request request) {
        this.file = file;
        this.request = request;
    }

    /** Where a letter lies, for the attach API. */
    public static String address(String token, String path) {
        return ARGUMENT + token + ":" + path;
    }

    /** What stands in a letter before there is a reply. */
    public static byte[] content(String token, Request request) {
        return (token + "\n" + request.line() + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Opens the letter with a request in it.
     *
     * @param address what {@link #address} made, without {@link #ARGUMENT}
     * @throws IOException where there is none, or another file in its place
     */
    public static MessageFile open(String address) throws IOException {
        int colon = address.indexOf(':');
        File path = new File(address.substring(colon + 1));
        if (colon < 1 || !path.isFile()) {
            throw new IOException(path + ", where the request should be, is no file");
        }
        RandomAccessFile file = new RandomAccessFile(path, "rw");
        try {
            return new MessageFile(file, request(file, address.substring(0, colon), path));
        } catch (IOException | RuntimeException notTheLetter) {
            file.close();
            throw notTheLetter;
        }
    }

    private static Request request(RandomAccessFile file, String token, File path) throws IOException {
        byte[] bytes = new byte[(int) Math.min(file.length(), LONGEST_REQUEST)];
        file.readFully(bytes);
        String[] lines = new String(bytes, StandardCharsets.US_ASCII).split("\n");
        if (lines.length != 2 || !lines[0].equals(token)) {
            throw new IOException(path + " is not the request that was announced");
        }
        return Request.parse(lines[1]);
    }

    public Request request() {
        return request;
    }

    /** Puts a reply in, in the place of what there is. */
    public synchronized void answer(Reply reply) throws IOException {
        file.setLength(0);
        file.seek(0);
        OutputStream out = new BufferedOutputStream(new FileOutputStream(file.getFD()), 1 << 16);
        reply.writeTo(out);
        out.flush();
    }

    /** Whether the last reply has been read. */
    public synchronized boolean isTaken() throws IOException {
        return file.length() == 0;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
