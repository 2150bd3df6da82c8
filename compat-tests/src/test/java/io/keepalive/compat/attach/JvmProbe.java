package io.keepalive.compat.attach;

import io.keepalive.compat.application.ProbeAgent;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.jvm.Attachment;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.process.Commands;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks an application's JVM what it runs, by {@link ProbeAgent}, which comes anew each time. */
public final class JvmProbe {

    private final ForkedProcess application;
    private final Path folder;
    private final Path jar;
    private int asked;

    /** @param folder for what it writes; the probe's jar holds a manifest alone: the class is on the application's class path */
    public JvmProbe(ForkedProcess application, Path folder) {
        this.application = application;
        this.folder = folder;
        this.jar = folder.resolve("probe.jar");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Agent-Class", ProbeAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream empty = new JarOutputStream(out, manifest)) {
            empty.finish();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * The classes of the JDK through which sockets go, by name, each with its code as the JVM runs it now: instruction by
     * instruction. Not byte by byte, since what was once added to a class's constants stays there.
     */
    public Map<String, String> code() {
        Path files = folder.resolve("classes" + (asked + 1));
        try {
            Files.createDirectory(files);
            ask("bytes " + files);
            Map<String, String> code = new TreeMap<>();
            try (DirectoryStream<Path> all = Files.newDirectoryStream(files)) {
                all.forEach(file -> code.put(file.getFileName().toString(), disassembled(file)));
            }
            return code;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Without the numbers of constants, and what stands for their width. */
    private static String disassembled(Path classFile) {
        String text = Commands.run(List.of(Jdk.underTest().program("javap"), "-c", "-p", classFile.toString()));
        return text.lines()
                .filter(line -> !line.startsWith("Warning:"))
                .map(line -> line.replaceAll("#\\d+(, +\\d+)?", "#").replaceAll(" +", " "))
                .collect(Collectors.joining("\n"));
    }

    /** The classes of the agent under test that are loaded. */
    public List<String> agentClasses() {
        String line = ask("classes").stream()
                .filter(answer -> answer.startsWith("loaded "))
                .findFirst()
                .orElseThrow();
        return Arrays.asList(
                line.substring("loaded [".length(), line.length() - 1).split(", "));
    }

    /**
     * Waits until no class of the agent is loaded but these: what holds others for a moment, such as a thread on its way
     * out, is no concern.
     *
     * @return those that are left
     */
    public List<String> awaitNoAgentClassesBut(List<String> staying) {
        Await.until(() -> staying.containsAll(agentClasses()));
        return agentClasses();
    }

    /** The lines between this question and the end of its answer. */
    private List<String> ask(String question) {
        int before = application.stdout().lines().size();
        String numbered = question + " " + ++asked;
        Attachment.load(application.pid(), jar, numbered);
        application.stdout().await("done " + Pattern.quote(numbered));
        return application
                .stdout()
                .lines()
                .subList(before, application.stdout().lines().size());
    }
}
