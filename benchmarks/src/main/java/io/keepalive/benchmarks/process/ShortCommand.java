package io.keepalive.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short commands. */
public final class ShortCommand {

    private ShortCommand() {}

    /**
     * Both outputs of a command that has to succeed.
     *
     * @throws IOException where there is no such command, or it failed; says what it printed
     */
    public static String outputOf(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
        return output;
    }
}
