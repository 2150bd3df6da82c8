// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.process;

import io.keepalive.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A program that ends by itself, and its output. */
public final class Command {

    /**
     * @param status its exit status
     * @param stdout its lines on standard output
     * @param stderr its lines on standard error
     */
    public record Result(int status, List<String> stdout, List<String> stderr) {}

    private final List<String> words = new ArrayList<>();
    private final ProcessBuilder builder = new ProcessBuilder(words);

    private Command(String program) {
        words.add(program);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
    }

    public static Command of(String program) {
        return new Command(program);
    }

    public Command arguments(List<String> more) {
        words.addAll(more);
        return this;
    }

    public Command environment(String name, String value) {
        builder.environment().put(name, value);
        return this;
    }

    public Result run() {
        return runWithin(Await.LIMIT);
    }

    /** As {@link #run} with another limit. */
    public Result runWithin(Duration limit) {
        try (ForkedProcess process = ForkedProcess.start(words.get(0), builder)) {
            int status = process.finish(limit);
            return new Result(status, process.stdout().lines(), process.stderr().lines());
        }
    }
}
