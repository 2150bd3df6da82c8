package io.keepalive.compat.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How an application is to be started: on which JDK, with or without the agent, on which host. */
public final class Launch {

    private static final String AGENT_JAR = System.getProperty("compat.agent.jar");
    private static final String APPLICATION_CLASSES = System.getProperty("compat.application.classes");

    private final Class<?> main;
    private final List<String> before = new ArrayList<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private final List<String> classPath = new ArrayList<>(List.of(APPLICATION_CLASSES));
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private Path folder;

    private Launch(Class<?> main) {
        this.main = main;
    }

    /** An application, without the agent unless that is added. */
    public static Launch of(Class<?> main) {
        return new Launch(main);
    }

    /** With the shipped jar as agent. The argument is what users write behind the =, or empty. */
    public Launch agent(String argument) {
        return jvmOption(agentOption(argument));
    }

    /** The option that loads the agent, for an environment variable. */
    public static String agentOption(String argument) {
        return "-javaagent:" + agentJar() + (argument.isEmpty() ? "" : "=" + argument);
    }

    /** The shipped jar. */
    public static String agentJar() {
        return Path.of(AGENT_JAR).normalize().toString();
    }

    public Launch jvmOption(String option) {
        jvmOptions.add(option);
        return this;
    }

    public Launch jvmOptions(List<String> options) {
        jvmOptions.addAll(options);
        return this;
    }

    public Launch environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Adds the jars that these classes of the test's own class path come from. */
    public Launch libraries(Class<?>... classes) {
        for (Class<?> type : classes) {
            classPath.add(jarOf(type));
        }
        return this;
    }

    /** Adds the jars of the test's own class path whose names begin so. */
    public Launch librariesLike(String beginning) {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Path.of(entry).getFileName().toString().startsWith(beginning)) {
                classPath.add(entry);
            }
        }
        return this;
    }

    /** From a jar, which this leaves in the folder: of classes in folders the JVM archives none, nor of another jar. */
    public Launch packedIn(Path jarFolder) {
        Path jar = jarFolder.resolve("application.jar");
        if (!Files.exists(jar)) {
            Commands.run(List.of(Jdk.underTest().program("jar"), "cf", jar.toString(), "-C", APPLICATION_CLASSES, "."));
        }
        classPath.set(classPath.indexOf(APPLICATION_CLASSES), jar.toString());
        return this;
    }

    /** Adds a folder with classes. */
    public Launch classes(Path classFolder) {
        classPath.add(classFolder.toString());
        return this;
    }

    /** Adds a jar that the JDK under test has beside its own class library; on other JDKs than 8 there is none. */
    public Launch libraryOfTheJdk(String name) {
        classPath.add(Jdk.underTest().home().resolve("lib").resolve(name).toString());
        return this;
    }

    private static String jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The arguments of main. */
    public Launch arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** The working directory. */
    public Launch folder(Path workingDirectory) {
        folder = workingDirectory;
        return this;
    }

    /** On this host, whose network is another than the test's. */
    public Launch on(Host host) {
        return through(host.command());
    }

    /** By a command that starts the JVM as the last thing it does, in its own process. */
    public Launch through(List<String> command) {
        before.addAll(command);
        return this;
    }

    /** Starts it on the JDK under test. Whoever calls must close it. */
    public ForkedJvm start() {
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.environment().keySet().removeIf(Launch::isForJavaOrTheAgent);
        builder.environment().putAll(environment);
        if (folder != null) {
            builder.directory(folder.toFile());
        }
        try {
            return new ForkedJvm(main.getSimpleName(), builder.start());
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(before);
        command.add(Jdk.underTest().program("java"));
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(String.join(File.pathSeparator, classPath));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    private static boolean isForJavaOrTheAgent(String variable) {
        return variable.startsWith("KEEPALIVE_")
                || variable.equals("JAVA_TOOL_OPTIONS")
                || variable.equals("JDK_JAVA_OPTIONS")
                || variable.equals("_JAVA_OPTIONS");
    }
}
