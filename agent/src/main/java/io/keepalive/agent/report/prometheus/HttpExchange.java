// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * One request and its response over a non-blocking connection. Each step has a time limit that does not depend on progress,
 * and the request a size limit. Used on the server's thread.
 */
final class HttpExchange {

    /** Ample: a request is one segment that follows the connection at once. */
    static final long REQUEST_MILLIS = 5_000;

    /** Prometheus' own default limit (scrape_timeout). */
    static final long RESPONSE_MILLIS = 10_000;

    /** Closing at once could reset the connection before the client has read the response (RFC 9112, 9.6). */
    static final long LINGER_MILLIS = 1_000;

    /** The usual limit of servers for request line and header fields. */
    static final int HEAD_BYTES = 8 * 1024;

    /** The JDK copies each chunk into off-heap memory that it keeps for the thread. */
    private static final int CHUNK_BYTES = 8 * 1024;

    private enum Step {
        REQUEST,
        RESPONSE,
        LINGER,
        OVER
    }

    private final SocketChannel channel;
    private final Function<HttpRequest, HttpResponse> page;
    private final ByteBuffer in = ByteBuffer.allocate(HEAD_BYTES);
    private Step step = Step.REQUEST;
    private long endMillis;
    private ByteBuffer out;

    /** @param nowMillis of a monotonic clock, as in all methods here */
    HttpExchange(SocketChannel channel, Function<HttpRequest, HttpResponse> page, long nowMillis) {
        this.channel = channel;
        this.page = page;
        this.endMillis = nowMillis + REQUEST_MILLIS;
    }

    SocketChannel channel() {
        return channel;
    }

    /** End of the current step's time limit. */
    long endMillis() {
        return endMillis;
    }

    /** Whether the whole response was written. */
    boolean isResponseSent() {
        return step == Step.LINGER;
    }

    boolean isOver() {
        return step == Step.OVER;
    }

    /**
     * Proceeds as far as possible without blocking.
     *
     * @return the SelectionKey operation to wait for
     * @throws IOException if the client is gone
     */
    int advance(long nowMillis) throws IOException {
        if (step == Step.REQUEST) {
            readRequest(nowMillis);
        }
        if (step == Step.RESPONSE) {
            writeResponse(nowMillis);
        }
        if (step == Step.LINGER) {
            awaitEnd();
        }
        return step == Step.RESPONSE ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    }

    private void readRequest(long nowMillis) throws IOException {
        int known = in.position();
        int read = channel.read(in);
        if (endsWithin(Math.max(0, known - 3))) {
            HttpRequest request = HttpRequest.parse(text());
            respond(request == null ? new HttpResponse(HttpStatus.BAD_REQUEST) : page.apply(request), nowMillis);
        } else if (!in.hasRemaining()) {
            respond(new HttpResponse(HttpStatus.HEAD_TOO_LARGE), nowMillis);
        } else if (read < 0) {
            step = Step.OVER;
        }
    }

    /** Whether a blank line has been read, at this position or later. */
    private boolean endsWithin(int from) {
        for (int i = from; i < in.position(); i++) {
            if (in.get(i) == '\n' && (isAt(i + 1, '\n') || isAt(i + 1, '\r') && isAt(i + 2, '\n'))) {
                return true;
            }
        }
        return false;
    }

    private boolean isAt(int place, char wanted) {
        return place < in.position() && in.get(place) == wanted;
    }

    private String text() {
        return new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
    }

    private void respond(HttpResponse response, long nowMillis) {
        out = response.bytes();
        step = Step.RESPONSE;
        endMillis = nowMillis + RESPONSE_MILLIS;
    }

    private void writeResponse(long nowMillis) throws IOException {
        while (out.hasRemaining()) {
            if (writeChunk() == 0) {
                return;
            }
        }
        channel.shutdownOutput();
        step = Step.LINGER;
        endMillis = nowMillis + LINGER_MILLIS;
    }

    private int writeChunk() throws IOException {
        ByteBuffer chunk = out.duplicate();
        chunk.limit(Math.min(chunk.limit(), chunk.position() + CHUNK_BYTES));
        int written = channel.write(chunk);
        out.position(chunk.position());
        return written;
    }

    /** Discards further input. */
    private void awaitEnd() throws IOException {
        in.clear();
        if (channel.read(in) < 0) {
            step = Step.OVER;
        }
    }

    /** Ends the exchange; sends the status if a request was begun and not answered. */
    void abort(HttpStatus why) {
        if (step == Step.REQUEST && in.position() > 0) {
            try {
                channel.write(new HttpResponse(why).bytes());
            } catch (IOException gone) {
                // The client is gone.
            }
        }
        step = Step.OVER;
    }
}
