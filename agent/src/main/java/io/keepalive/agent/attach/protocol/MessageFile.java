// SPDX-License-Identifier: Apache-2.0
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
 * The agent's side of the file that carries a request and its replies. The command line creates the file, with the
 * permissions of one user, and removes it. The agent opens it once by name and keeps that descriptor. It writes only
 * after it has read from the file the token that the attach API has passed on: a file that somebody else has put there
 * stays as it is.
 *
 * <p>The two sides never write at the same time: the agent writes while the file is empty or holds the request, and the
 * command line empties it after it has read a complete reply. Uses java.io alone, since it runs in the application's
 * JVM.
 */
public final class MessageFile implements Closeable {

    /** The prefix of the attach API's argument; no path of a configuration file begins with it. */
    public static final String ARGUMENT = "command:";

    /** A request names at most two paths. */
    private static final int LONGEST_REQUEST = 1 << 18;

    private final RandomAccessFile file;
    private final Request request;

    private MessageFile(RandomAccessFile file, Request request) {
        this.file = file;
        this.request = request;
    }

    /** The attach API's argument: where the file is, and the token that it begins with. */
    public static String address(String token, String path) {
        return ARGUMENT + token + ":" + path;
    }

    /** The content of the file until the first reply. */
    public static byte[] content(String token, Request request) {
        return (token + "\n" + request.line() + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Opens the file and reads the request.
     *
     * @param address the result of {@link #address}, without {@link #ARGUMENT}
     * @throws IOException if there is no such file, or it does not begin with the token
     */
    public static MessageFile open(String address) throws IOException {
        int colon = address.indexOf(':');
        File path = new File(address.substring(colon + 1));
        if (colon < 1 || !path.isFile()) {
            throw new IOException(path + ", which should hold the request, is not a file");
        }
        RandomAccessFile file = new RandomAccessFile(path, "rw");
        try {
            return new MessageFile(file, request(file, address.substring(0, colon), path));
        } catch (IOException | RuntimeException notTheRequest) {
            file.close();
            throw notTheRequest;
        }
    }

    private static Request request(RandomAccessFile file, String token, File path) throws IOException {
        byte[] bytes = new byte[(int) Math.min(file.length(), LONGEST_REQUEST)];
        file.readFully(bytes);
        String[] lines = new String(bytes, StandardCharsets.US_ASCII).split("\n");
        if (lines.length != 2 || !lines[0].equals(token)) {
            throw new IOException(path + " does not hold the announced request");
        }
        return Request.parse(lines[1]);
    }

    public Request request() {
        return request;
    }

    /** Replaces the content of the file with a reply. */
    public synchronized void write(Reply reply) throws IOException {
        file.setLength(0);
        file.seek(0);
        OutputStream out = new BufferedOutputStream(new FileOutputStream(file.getFD()), 1 << 16);
        reply.writeTo(out);
        out.flush();
    }

    /** Whether the command line has read the last reply. */
    public synchronized boolean isReplyRead() throws IOException {
        return file.length() == 0;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
