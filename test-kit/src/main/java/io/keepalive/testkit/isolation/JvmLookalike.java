// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.isolation;

import io.keepalive.testkit.Await;
import io.keepalive.testkit.kernel.KernelThreads;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A sleeping process whose executable is called libjvm.so and therefore appears in its memory map, as in a JVM. */
public final class JvmLookalike {

    private JvmLookalike() {}

    /**
     * Starts one.
     *
     * @param home the folder for the executable
     * @param planting a shell command that runs in that folder before
     */
    public static ForkedProcess in(Path home, String planting) {
        return start(List.of("sh", "-c", script(planting), home.toString()));
    }

    /** Starts one as another user, in that user's folder. */
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
