// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.jvm;

import io.keepalive.testkit.network.Host;
import io.keepalive.testkit.process.Commands;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How to start a test program: on which JDK, with or without the agent, on which host. Its classes are in the folder that
 * the system property {@code testkit.program.classes} names.
 */
public final class Launch {

    private static final String PROGRAM_CLASSES = System.getProperty("testkit.program.classes");

    private final String main;
    private final List<String> before = new ArrayList<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private final List<String> classPath = new ArrayList<>(List.of(PROGRAM_CLASSES));
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private Jdk jdk;
    private Path folder;

    private Launch(String main) {
        this.main = main;
    }

    /** Of a program, on the JDK under test and without the agent. */
    public static Launch of(Class<?> main) {
        return new Launch(main.getName());
    }

    /** Of a program that the test does not know as a class, such as that of a library. */
    public static Launch ofNamed(String mainClass) {
        return new Launch(mainClass);
    }

    /** The folder with the programs' classes. */
    public static String programClasses() {
        return PROGRAM_CLASSES;
    }

    /** On another JDK than the one under test. */
    public Launch jdk(Jdk other) {
        jdk = other;
        return this;
    }

    /**
     * With the shipped jar as agent.
     *
     * @param argument the text that users write after the {@code =}, or empty
     */
    public Launch agent(String argument) {
        return jvmOption(AgentJar.option(argument));
    }

    /** Adds an option of the JVM. */
    public Launch jvmOption(String option) {
        jvmOptions.add(option);
        return this;
    }

    /** Adds options of the JVM. */
    public Launch jvmOptions(List<String> options) {
        jvmOptions.addAll(options);
        return this;
    }

    /** Sets an environment variable. */
    public Launch environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Adds the jars on the test's own class path that contain these classes. */
    public Launch libraries(Class<?>... classes) {
        for (Class<?> type : classes) {
            classPath.add(jarOf(type));
        }
        return this;
    }

    /** Adds the jars on the test's own class path whose names begin so. */
    public Launch librariesLike(String beginning) {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Path.of(entry).getFileName().toString().startsWith(beginning)) {
                classPath.add(entry);
            }
        }
        return this;
    }

    /**
     * Packs the programs' classes into a jar in this folder and runs the program from that, since the JVM archives (CDS)
     * no classes from folders.
     */
    public Launch packedIn(Path jarFolder) {
        Path jar = jarFolder.resolve("application.jar");
        if (!Files.exists(jar)) {
            Commands.run(List.of(jdk().program("jar"), "cf", jar.toString(), "-C", PROGRAM_CLASSES, "."));
        }
        classPath.set(classPath.indexOf(PROGRAM_CLASSES), jar.toString());
        return this;
    }

    /** Adds a folder with classes, or a jar. */
    public Launch classes(Path folderOrJar) {
        classPath.add(folderOrJar.toString());
        return this;
    }

    /** Adds folders with classes and jars. */
    public Launch classes(List<Path> foldersAndJars) {
        foldersAndJars.forEach(this::classes);
        return this;
    }

    /** Adds a jar from the JDK's lib folder. Only Java 8 has such jars beside its class library. */
    public Launch libraryOfTheJdk(String name) {
        classPath.add(jdk().home().resolve("lib").resolve(name).toString());
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

    /** Adds arguments of main. */
    public Launch arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** Sets the working directory. */
    public Launch folder(Path workingDirectory) {
        folder = workingDirectory;
        return this;
    }

    /** In the network namespace of this host. */
    public Launch on(Host host) {
        return through(host.command());
    }

    /** Through a command that finally replaces itself by the JVM, in the same process. */
    public Launch through(List<String> command) {
        before.addAll(command);
        return this;
    }

    /** Starts the program. The caller must close it. */
    public ForkedProcess start() {
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.environment().keySet().removeIf(Launch::isForJavaOrTheAgent);
        builder.environment().putAll(environment);
        if (folder != null) {
            builder.directory(folder.toFile());
        }
        return ForkedProcess.start(main.substring(main.lastIndexOf('.') + 1), builder);
    }

    /** The program and its arguments, to be started in another way. */
    public List<String> command() {
        List<String> command = new ArrayList<>(before);
        command.add(jdk().program("java"));
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(String.join(File.pathSeparator, classPath));
        command.add(main);
        command.addAll(arguments);
        return command;
    }

    private Jdk jdk() {
        return Objects.requireNonNullElseGet(jdk, Jdk::underTest);
    }

    private static boolean isForJavaOrTheAgent(String variable) {
        return variable.startsWith("KEEPALIVE_")
                || variable.equals("JAVA_TOOL_OPTIONS")
                || variable.equals("JDK_JAVA_OPTIONS")
                || variable.equals("_JAVA_OPTIONS");
    }
}
