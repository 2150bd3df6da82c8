// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.agent;

import io.keepalive.testkit.jvm.AgentJar;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.process.Command;
import java.util.ArrayList;
import java.util.List;

/** The shipped jar's command line, on the JDK under test unless another is given. */
public final class Cli {

    private Cli() {}

    /** Runs a command to its end. */
    public static Command.Result run(String... words) {
        return command(words).run();
    }

    /** Runs a command to its end and fails unless its exit status is 0. */
    public static Command.Result done(String... words) {
        Command.Result result = run(words);
        if (result.status() != 0) {
            throw new AssertionError(List.of(words) + " failed: " + result);
        }
        return result;
    }

    /** A command to be run in another way or environment. */
    public static Command command(String... words) {
        return on(Jdk.underTest(), words);
    }

    /** As {@link #command}, on another JDK. */
    public static Command on(Jdk jdk, String... words) {
        List<String> line = words(jdk, words);
        return Command.of(line.get(0)).arguments(line.subList(1, line.size()));
    }

    /** The words of a command, for another command that runs it. */
    public static List<String> words(Jdk jdk, String... words) {
        List<String> line = new ArrayList<>(List.of(jdk.program("java"), "-jar", AgentJar.path()));
        line.addAll(List.of(words));
        return line;
    }

    /** Runs a command of another jar than the shipped one. */
    public static Command.Result byJar(String jar, String... words) {
        List<String> line = words(Jdk.underTest(), words);
        line.set(line.indexOf(AgentJar.path()), jar);
        return Command.of(line.get(0)).arguments(line.subList(1, line.size())).run();
    }
}
