// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the text of a file up to a limit, because the files of /proc have no length. */
final class BoundedFile {

    /** More than a command line with a class path of a thousand jars; the kernel's own limit is some megabytes. */
    private static final int MOST_BYTES = 1 << 20;

    private BoundedFile() {}

    /** The text; what exceeds the limit is omitted. */
    static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            byte[] part = new byte[1 << 13];
            for (int n = in.read(part); n > 0 && text.size() < MOST_BYTES; n = in.read(part)) {
                text.write(part, 0, n);
            }
            return new String(text.toByteArray(), StandardCharsets.UTF_8);
        }
    }
}
