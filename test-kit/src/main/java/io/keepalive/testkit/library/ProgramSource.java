// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.library;

import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.process.Commands;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A program as source, compiled against the class path that it runs with. So one source serves many versions of a library,
 * and shows for each that it compiles.
 */
public final class ProgramSource {

    private static final Path SOURCES = Path.of(System.getProperty("testkit.program.sources", "src/software/java"));

    private ProgramSource() {}

    /**
     * Compiles a class and those that it uses from the same source folder for this JDK: with its own compiler where it is
     * newer than this JVM, whose compiler could not read libraries for it.
     *
     * @throws AssertionError where it does not compile, with the compiler's messages
     */
    public static void compile(String className, Jdk jdk, List<Path> classPath, Path target) {
        if (jdk.feature() <= Runtime.version().feature()) {
            compile(className, jdk.feature(), classPath, target);
            return;
        }
        List<String> command = new ArrayList<>(List.of(jdk.program("javac")));
        command.addAll(options(jdk.feature(), classPath, target));
        command.add(sourceOf(className).toString());
        Commands.run(command);
    }

    private static Path sourceOf(String className) {
        return SOURCES.resolve(className.replace('.', '/') + ".java");
    }

    /**
     * Compiles a class and those that it uses from the same source folder.
     *
     * @param className of the program, with its package
     * @param release the Java version that it must run on, such as 8
     * @param classPath what it is compiled against
     * @param target an empty folder for the classes
     * @throws AssertionError where it does not compile, with the compiler's messages
     */
    public static void compile(String className, int release, List<Path> classPath, Path target) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path source = sourceOf(className);
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Files.createDirectories(target);
            List<String> options = options(release, classPath, target);
            if (!compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call()) {
                throw new AssertionError(className + " does not compile: " + messages);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Annotation processors of the libraries are not run: the programs use none. */
    private static List<String> options(int release, List<Path> classPath, Path target) {
        List<String> options = new ArrayList<>(List.of("--release", String.valueOf(release), "-proc:none", "-nowarn"));
        options.addAll(List.of("-d", target.toString(), "-sourcepath", SOURCES.toString(), "-classpath"));
        options.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        return options;
    }
}
