package io.keepalive.agent.config;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The text of the configuration file. Read by java.io alone: java.nio.file would fix the default file-system provider
 * before an application could replace it.
 */
final class ConfigFile {

    private static final int MOST_BYTES = 1 << 20;

    private final String path;

    ConfigFile(String path) {
        this.path = path;
    }

    /** The whole text; null where it cannot be had, and the mistake says why. */
    String read(Mistakes mistakes) {
        try {
            return decode(bytes(), mistakes);
        } catch (IOException unreadable) {
            mistakes.add(Place.of(path), "cannot be read: " + unreadable.getMessage());
            return null;
        }
    }

    private byte[] bytes() throws IOException {
        File file = new File(path);
        if (!file.exists()) {
            throw new IOException("no such file (looked for " + file.getAbsolutePath() + ")");
        }
        if (file.isDirectory()) {
            throw new IOException("a directory, where a file is expected");
        }
        return bytes(file);
    }

    private static byte[] bytes(File file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (InputStream in = new FileInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.write(buffer, 0, n);
                if (bytes.size() > MOST_BYTES) {
                    throw new IOException("larger than 1 MiB, which is the most that is read");
                }
            }
        }
        return bytes.toByteArray();
    }

    private String decode(byte[] bytes, Mistakes mistakes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        String text = ((CharBuffer) out.flip()).toString();
        if (result.isError()) {
            mistakes.add(
                    end(text), String.format(Locale.ROOT, "not UTF-8: the byte 0x%02x does not belong here", in.get()));
            return null;
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private Place end(String text) {
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        return Place.of(path, line, text.length() - text.lastIndexOf('\n'));
    }
}
