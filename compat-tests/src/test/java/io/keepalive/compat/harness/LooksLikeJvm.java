package io.keepalive.compat.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that does nothing, from a file by the name of the JVM's library: so it has that in its memory. */
public final class LooksLikeJvm {

    private LooksLikeJvm() {}

    /**
     * Starts one.
     *
     * @param home the folder with the file
     * @param planting a shell's command, in that folder, before
     */
    public static ForkedJvm in(Path home, String planting) {
        return start(List.of("sh", "-c", script(planting), home.toString()));
    }

    /** The same of another user, in that user's folder. */
    public static ForkedJvm in(OtherUser user, String planting) {
        List<String> words = new ArrayList<>(user.command());
        words.addAll(List.of("sh", "-c", script(planting), user.folder().toString()));
        return start(words);
    }

    private static String script(String planting) {
        return "set -e; cd \"$0\"; " + planting + "; cp \"$(command -v sleep)\" libjvm.so; echo ready;"
                + " exec \"$0\"/libjvm.so 600";
    }

    private static ForkedJvm start(List<String> words) {
        try {
            ForkedJvm process = new ForkedJvm("libjvm.so", new ProcessBuilder(words).start());
            process.stdout().await("ready");
            Await.until(() -> JvmThreads.of(process).contains("libjvm.so"));
            return process;
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        }
    }
}
