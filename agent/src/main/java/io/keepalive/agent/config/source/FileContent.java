package io.keepalive.agent.config.source;

import io.keepalive.agent.config.yaml.ConfigErrors;
import io.keepalive.agent.config.yaml.SourceLocation;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/** What a configuration file held when it was read once, or why it could not be read. Immutable. */
public final class FileContent {

    private final String path;
    private final byte[] bytes;
    private final String failure;

    private FileContent(String path, byte[] bytes, String failure) {
        this.path = path;
        this.bytes = bytes;
        this.failure = failure;
    }

    /** @param bytes of the whole file; must not be changed afterwards */
    static FileContent of(String path, byte[] bytes) {
        return new FileContent(path, bytes, null);
    }

    /** @param why in words, which follow "cannot be read: " */
    static FileContent unreadable(String path, String why) {
        return new FileContent(path, null, why);
    }

    /** Whether the file could not be read. */
    boolean isUnreadable() {
        return bytes == null;
    }

    /** Whether it was read with the same result then. */
    boolean isSameAs(FileContent that) {
        return that != null && Arrays.equals(bytes, that.bytes) && Objects.equals(failure, that.failure);
    }

    /** The whole text; null where it could not be read or is not UTF-8, and the mistake says why. */
    public String text(ConfigErrors mistakes) {
        if (isUnreadable()) {
            mistakes.add(SourceLocation.of(path), "cannot be read: " + failure);
            return null;
        }
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

    private SourceLocation end(String text) {
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        return SourceLocation.of(path, line, text.length() - text.lastIndexOf('\n'));
    }
}
