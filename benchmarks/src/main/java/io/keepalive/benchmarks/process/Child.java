package io.keepalive.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that runs beside the measurement and talks with it, line by line. Closing it ends it. */
public final class Child implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final PrintStream input;

    private Child(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** @param errors the file that takes its standard error */
    public static Child start(List<String> command, Path errors) throws IOException {
        return new Child(
                new ProcessBuilder(command).redirectError(errors.toFile()).start());
    }

    /** With its standard error in its output. */
    public static Child startWithErrors(List<String> command) throws IOException {
        return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    public long pid() {
        return process.pid();
    }

    public Child send(String line) {
        input.println(line);
        return this;
    }

    /**
     * The next line that begins with this word, without it. Others are passed over.
     *
     * @throws IOException where the program has ended
     */
    public String await(String word) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length()).trim();
            }
        }
        throw new IOException("the program ended before it said " + word);
    }

    /** The next line, or null where the program has ended. */
    public String line() throws IOException {
        return output.readLine();
    }

    /** Stops it where it is, as if it were not there, until {@link #resume}. */
    public void suspend() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on. */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        ShortCommand.outputOf(List.of("sh", "-c", "kill -" + name + " " + pid()));
    }

    /** Ends it, suspended or not. */
    @Override
    public void close() {
        input.close();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
