// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.kernel;

import io.keepalive.testkit.Required;
import io.keepalive.testkit.Script;
import io.keepalive.testkit.process.ForkedProcess;
import io.keepalive.testkit.process.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Reads the options of a process's sockets continuously from outside (sockets.py) and records each socket that must
 * not be changed and was. Closing it ends the reading.
 */
public final class BystanderWatch implements AutoCloseable {

    private final Process script;
    private final Output output;

    private BystanderWatch(Process script) {
        this.script = script;
        this.output = new Output("bystander watch", script.getInputStream());
    }

    /**
     * Starts reading. Where the kernel does not allow that, see {@link Required#missing}.
     *
     * @param port no end of a connection with this port may be changed, nor any listening or datagram socket
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

    /** The sockets that were changed, each as the kernel describes it. */
    public List<String> changed() {
        return output.lines("changed .*");
    }

    /** Ends the reading and returns how many sockets were read. */
    public long end() {
        close();
        return Long.parseLong(output.await("read (\\d+)").group(1));
    }

    @Override
    public void close() {
        try {
            script.getOutputStream().close();
        } catch (IOException endedAlready) {
            // The script has ended already.
        }
    }
}
