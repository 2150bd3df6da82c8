package io.keepalive.testkit.agent;

import io.keepalive.testkit.jvm.AgentJar;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.process.Command;
import java.util.ArrayList;
import java.util.List;

/** The shipped jar as a command, on the JDK under test unless another is named. */
public final class Cli {

    private Cli() {}

    /** Runs a command to its end. */
    public static Command.Result run(String... words) {
        return command(words).run();
    }

    /** Runs a command that must succeed. */
    public static Command.Result done(String... words) {
        Command.Result result = run(words);
        if (result.status() != 0) {
            throw new AssertionError(List.of(words) + " failed: " + result);
        }
        return result;
    }

    /** One to be run in some other way or environment. */
    public static Command command(String... words) {
        return on(Jdk.underTest(), words);
    }

    /** The same on another JDK. */
    public static Command on(Jdk jdk, String... words) {
        List<String> line = words(jdk, words);
        return Command.of(line.get(0)).arguments(line.subList(1, line.size()));
    }

    /** As words, for a command that runs it in its turn. */
    public static List<String> words(Jdk jdk, String... words) {
        List<String> line = new ArrayList<>(List.of(jdk.program("java"), "-jar", AgentJar.path()));
        line.addAll(List.of(words));
        return line;
    }

    /** One by another jar than the shipped one. */
    public static Command.Result byJar(String jar, String... words) {
        List<String> line = words(Jdk.underTest(), words);
        line.set(line.indexOf(AgentJar.path()), jar);
        return Command.of(line.get(0)).arguments(line.subList(1, line.size())).run();
    }
}
