// SPDX-License-Identifier: Apache-2.0
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

/** Inspects an application's JVM through {@link ProbeAgent}, which is loaded anew each time. */
public final class JvmProbe {

    private final ForkedProcess application;
    private final Path folder;
    private final Path jar;
    private int asked;

    /**
     * @param folder for the probe's output and its jar, which only holds a manifest: the class is on the application's
     *     class path
     */
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
     * The socket classes of the JDK by name, each with its current code, disassembled. Class files cannot be compared
     * byte by byte, since constants that were added once remain.
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

    /** Without constant indexes and the padding that depends on their width. */
    private static String disassembled(Path classFile) {
        String text = Commands.run(List.of(Jdk.underTest().program("javap"), "-c", "-p", classFile.toString()));
        return text.lines()
                .filter(line -> !line.startsWith("Warning:"))
                .map(line -> line.replaceAll("#\\d+(, +\\d+)?", "#").replaceAll(" +", " "))
                .collect(Collectors.joining("\n"));
    }

    /** The loaded classes of the agent under test. */
    public List<String> agentClasses() {
        String line = ask("classes").stream()
                .filter(answer -> answer.startsWith("loaded "))
                .findFirst()
                .orElseThrow();
        return Arrays.asList(
                line.substring("loaded [".length(), line.length() - 1).split(", "));
    }

    /**
     * Waits until no other class of the agent is loaded. Ending threads may hold some for a moment.
     *
     * @return the loaded classes
     */
    public List<String> awaitNoAgentClassesBut(List<String> staying) {
        return Await.read(this::agentClasses, staying::containsAll);
    }

    /** The lines that answer a question. */
    private List<String> ask(String question) {
        int before = application.stdout().lines().size();
        String numbered = question + " " + ++asked;
        Attachment.load(application.pid(), jar, numbered);
        application.stdout().await("done " + Pattern.quote(numbered));
        List<String> lines = application.stdout().lines();
        return lines.subList(before, lines.size());
    }
}
