// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Bytes in memory that are rarely read. They are compressed in blocks, so that a part is read without all before it.
 * Written by one thread, then read by many.
 */
final class CompressedBytes {

    /** Twice the distance at which the method finds repetitions. */
    private static final int BLOCK_BYTES = 1 << 16;

    private final List<byte[]> blocks = new ArrayList<>();
    /** The bytes that are in no block yet. */
    private byte[] last = {};

    private int filled;
    private int length;

    /** Adds bytes and returns their position. {@link #finish} must follow. */
    int write(byte[] bytes) {
        int position = length;
        for (int from = 0; from < bytes.length; ) {
            if (last.length == 0) {
                last = new byte[BLOCK_BYTES];
            }
            int part = Math.min(bytes.length - from, BLOCK_BYTES - filled);
            System.arraycopy(bytes, from, last, filled, part);
            filled += part;
            from += part;
            if (filled == BLOCK_BYTES) {
                compress();
            }
        }
        length += bytes.length;
        return position;
    }

    /** Completes what was written. */
    void finish() {
        if (filled > 0) {
            compress();
        }
        last = new byte[0];
    }

    private void compress() {
        // The format adds five bytes to each 16 KB or more that cannot be compressed.
        byte[] compressed = new byte[BLOCK_BYTES + BLOCK_BYTES / 16];
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(last, 0, filled);
            deflater.finish();
            blocks.add(Arrays.copyOf(compressed, deflater.deflate(compressed)));
        } finally {
            deflater.end();
        }
        filled = 0;
    }

    /** A part of the bytes. */
    byte[] bytes(int position, int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int done = 0; done < count; ) {
            int start = (position + done) % BLOCK_BYTES;
            int part = Math.min(count - done, BLOCK_BYTES - start);
            System.arraycopy(inflated((position + done) / BLOCK_BYTES, start + part), start, bytes, done, part);
            done += part;
        }
        return bytes;
    }

    private byte[] inflated(int block, int count) throws IOException {
        byte[] bytes = new byte[count];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(blocks.get(block));
            for (int read = 0; read < count; ) {
                int more = inflater.inflate(bytes, read, count - read);
                if (more == 0) {
                    throw new IOException("a block ends before byte " + count);
                }
                read += more;
            }
            return bytes;
        } catch (DataFormatException impossible) {
            throw new IOException(impossible);
        } finally {
            inflater.end();
        }
    }
}
