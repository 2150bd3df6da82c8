package io.keepalive.testkit.isolation;

import io.keepalive.testkit.Await;
import io.keepalive.testkit.kernel.KernelThreads;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that does nothing, from a file by the name of the JVM's library: so it has that in its memory. */
public final class JvmLookalike {

    private JvmLookalike() {}

    /**
     * Starts one.
     *
     * @param home the folder with the file
     * @param planting a shell's command, in that folder, before
     */
    public static ForkedProcess in(Path home, String planting) {
        return start(List.of("sh", "-c", script(planting), home.toString()));
    }

    /** The same of another user, in that user's folder. */
    public static ForkedProcess in(OtherUser user, String planting) {
        List<String> words = new ArrayList<>(user.command());
        words.addAll(List.of("sh", "-c", script(planting), user.folder().toString()));
        return start(words);
    }

    private static String script(String planting) {
        return "set -e; cd \"$0\"; " + planting + "; cp \"$(command -v sleep)\" libjvm.so; echo ready;"
                + " exec \"$0\"/libjvm.so 600";
    }

    private static ForkedProcess start(List<String> words) {
        ForkedProcess process = ForkedProcess.start("libjvm.so", new ProcessBuilder(words));
        process.stdout().await("ready");
        Await.until(() -> KernelThreads.names(process).contains("libjvm.so"));
        return process;
    }
}
