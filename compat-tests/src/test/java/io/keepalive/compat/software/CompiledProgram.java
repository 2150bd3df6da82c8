// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.library.MavenArtifacts;
import io.keepalive.testkit.library.ProgramSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program of src/software/java with the libraries that it uses.
 *
 * @param className with its package
 * @param java the feature version of the JDK that it runs on
 * @param artifacts the Maven coordinates of its libraries
 */
public record CompiledProgram(String className, int java, List<String> artifacts) {

    private static final Path CLASSES = Path.of("target", "software", "classes").toAbsolutePath();
    private static final Map<CompiledProgram, List<Path>> CLASS_PATHS = new HashMap<>();

    /** How to start it, without the agent. */
    Launch launch() {
        return Launch.ofNamed(className).jdk(jdk()).classes(classPath());
    }

    /** One of the JDKs that the system property {@code software.jdks} names, as {@code 8=HOME,17=HOME}. */
    private Jdk jdk() {
        return Stream.of(System.getProperty("software.jdks", "").split(","))
                .filter(named -> named.startsWith(java + "="))
                .map(named -> Jdk.at(Path.of(named.substring(named.indexOf('=') + 1))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("-Dsoftware.jdks names no JDK " + java));
    }

    private List<Path> classPath() {
        synchronized (CLASS_PATHS) {
            return CLASS_PATHS.computeIfAbsent(this, CompiledProgram::compile);
        }
    }

    private static List<Path> compile(CompiledProgram program) {
        List<Path> libraries = MavenArtifacts.resolve(program.artifacts);
        List<Path> compiledAgainst = new ArrayList<>(libraries);
        compiledAgainst.add(Path.of(Launch.programClasses()));
        Path classes = CLASSES.resolve(ProcessHandle.current().pid() + "-" + CLASS_PATHS.size());
        ProgramSource.compile(program.className, program.jdk(), compiledAgainst, classes);
        List<Path> classPath = new ArrayList<>(List.of(classes));
        classPath.addAll(libraries);
        return classPath;
    }
}
