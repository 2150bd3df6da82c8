package io.keepalive.agent.kernel;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The processor time of the calling thread, without the management beans, which a host may want to be first to touch. */
public final class ThreadCpuTime {

    private static final String SCHEDSTAT = "/proc/thread-self/schedstat";

    private ThreadCpuTime() {}

    /** Nanoseconds on a processor since the thread began; the clock's where the kernel does not tell. */
    public static long nanos() {
        byte[] text = new byte[64];
        try (FileInputStream file = new FileInputStream(SCHEDSTAT)) {
            int length = file.read(text);
            String line = new String(text, 0, Math.max(0, length), StandardCharsets.US_ASCII);
            return Long.parseLong(line.substring(0, line.indexOf(' ')));
        } catch (IOException | RuntimeException hidden) {
            return System.nanoTime();
        }
    }
}
