package io.keepalive.benchmarks.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that runs a program of the package {@code subject}. */
public final class Java {

    private static final Path CLASSES = Path.of("benchmarks/target/classes");

    private final MeasuredJdk jdk;
    private final Class<?> main;
    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    public Java(MeasuredJdk jdk, Class<?> main) {
        this.jdk = jdk;
        this.main = main;
    }

    public Java options(List<String> more) {
        options.addAll(more);
        return this;
    }

    public Java arguments(Object... more) {
        for (Object argument : more) {
            arguments.add(argument.toString());
        }
        return this;
    }

    /** Program and arguments. */
    public List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(jdk.program("java"));
        command.addAll(options);
        command.addAll(List.of("-cp", CLASSES.toString(), main.getName()));
        command.addAll(arguments);
        return command;
    }
}
