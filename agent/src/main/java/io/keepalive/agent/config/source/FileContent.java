// SPDX-License-Identifier: Apache-2.0
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

/** The content of a configuration file at one reading, or the reason why it could not be read. Immutable. */
public final class FileContent {

    /** The decoder of {@link String} replaces invalid bytes by this character, which a valid text may have too. */
    private static final char REPLACEMENT = '\ufffd';

    private final String path;
    private final byte[] bytes;
    private final String failure;
    private final boolean isPermitted;

    private FileContent(String path, byte[] bytes, String failure, boolean isPermitted) {
        this.path = path;
        this.bytes = bytes;
        this.failure = failure;
        this.isPermitted = isPermitted;
    }

    /** @param bytes the whole file; must not be changed afterwards */
    static FileContent of(String path, byte[] bytes) {
        return new FileContent(path, bytes, null, true);
    }

    /** @param reason follows "cannot be read: " in the message */
    static FileContent unreadable(String path, String reason) {
        return refused(path, reason, false);
    }

    /**
     * @param reason follows "cannot be read: " in the message
     * @param isPermitted whether the file is there and this process may read it
     */
    static FileContent refused(String path, String reason, boolean isPermitted) {
        return new FileContent(path, null, reason, isPermitted);
    }

    /**
     * Whether the file is there and this process may read it, but it was not opened: for lack of descriptors or memory, which
     * may be over by now, or by a rule of the system that its permissions do not show.
     */
    public boolean isRefusedForNow() {
        return isUnreadable() && isPermitted;
    }

    boolean isUnreadable() {
        return bytes == null;
    }

    /** Whether the other reading had the same result. */
    boolean isSameAs(FileContent that) {
        return that != null && Arrays.equals(bytes, that.bytes) && Objects.equals(failure, that.failure);
    }

    /** Returns the whole text; null after an error, where the file could not be read or is not UTF-8. */
    public String text(ConfigErrors errors) {
        if (isUnreadable()) {
            errors.add(SourceLocation.of(path), "cannot be read: " + failure);
            return null;
        }
        String replaced = new String(bytes, StandardCharsets.UTF_8);
        String text = replaced.indexOf(REPLACEMENT) < 0 ? replaced : decoded(errors);
        return text == null || !text.startsWith("\ufeff") ? text : text.substring(1);
    }

    /** Returns the text; null with an error at the first invalid byte. */
    private String decoded(ConfigErrors errors) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        String text = ((CharBuffer) out.flip()).toString();
        if (result.isError()) {
            errors.add(end(text), String.format(Locale.ROOT, "not UTF-8: invalid byte 0x%02x", in.get()));
            return null;
        }
        return text;
    }

    private SourceLocation end(String text) {
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        return SourceLocation.of(path, line, text.length() - text.lastIndexOf('\n'));
    }
}
