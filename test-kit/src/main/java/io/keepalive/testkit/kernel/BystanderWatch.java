package io.keepalive.testkit.kernel;

import io.keepalive.testkit.Required;
import io.keepalive.testkit.Script;
import io.keepalive.testkit.process.ForkedProcess;
import io.keepalive.testkit.process.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Looks at a process's sockets all the time, from outside, by sockets.py, and notes which of those that nobody may touch
 * has an option that it should not have. Closing it ends the looking.
 */
public final class BystanderWatch implements AutoCloseable {

    private final Process script;
    private final Output output;

    private BystanderWatch(Process script) {
        this.script = script;
        this.output = new Output("bystander watch", script.getInputStream());
    }

    /**
     * Begins to look. Where the kernel does not let us, see {@link Required#missing}.
     *
     * @param port of whose connections neither end may be touched; nor may listening and datagram sockets
     */
    public static BystanderWatch of(ForkedProcess application, int port) {
        KernelView.socketsOf(application.pid());
        try {
            return new BystanderWatch(new ProcessBuilder(
                            "python3",
                            "-c",
                            Script.text("sockets.py"),
                            String.valueOf(application.pid()),
                            String.valueOf(port))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        }
    }

    /** Those that were touched, each as the kernel described it. */
    public List<String> touched() {
        return output.lines("touched .*");
    }

    /** Ends the looking, and tells how many bystanders have been looked at. */
    public long end() {
        close();
        return Long.parseLong(output.await("looked at (\\d+)").group(1));
    }

    @Override
    public void close() {
        try {
            script.getOutputStream().close();
        } catch (IOException endedAlready) {
            // Then it looks no more.
        }
    }
}
