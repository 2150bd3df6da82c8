// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.library;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Jars with everything that they need at run time, from the user's local Maven repository or from where the user's Maven
 * settings download.
 */
public final class MavenArtifacts {

    private static final Set<String> CLASS_PATH = Set.of("jar", "zip");

    private MavenArtifacts() {}

    /**
     * The jars and ZIP files of a class path, in Maven's order.
     *
     * @param coordinates each {@code group:artifact:version}, {@code group:artifact:extension:version} or {@code
     *     group:artifact:extension:classifier:version}; where two need different versions of a library, the nearer one wins,
     *     as in a Maven project with these dependencies. A ZIP file comes alone: what it depends on is in it
     * @throws AssertionError where one cannot be had
     */
    public static List<Path> resolve(List<String> coordinates) {
        CollectRequest needed = new CollectRequest();
        for (String coordinate : coordinates) {
            needed.addDependency(dependency(new DefaultArtifact(coordinate)));
        }
        try (Context maven = Runtimes.INSTANCE
                .getRuntime()
                .create(ContextOverrides.create().withUserSettings(true).build())) {
            needed.setRepositories(maven.remoteRepositories());
            DependencyRequest request =
                    new DependencyRequest(needed, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
            return files(maven.repositorySystem()
                    .resolveDependencies(maven.repositorySystemSession(), request)
                    .getArtifactResults());
        } catch (DependencyResolutionException unavailable) {
            throw new AssertionError("cannot be had: " + coordinates + ": " + unavailable.getMessage(), unavailable);
        }
    }

    private static Dependency dependency(Artifact artifact) {
        Dependency dependency = new Dependency(artifact, JavaScopes.RUNTIME);
        return artifact.getExtension().equals("zip")
                ? dependency.setExclusions(List.of(new Exclusion("*", "*", "*", "*")))
                : dependency;
    }

    private static List<Path> files(List<ArtifactResult> results) {
        List<Path> files = new ArrayList<>();
        for (ArtifactResult result : results) {
            Artifact artifact = result.getArtifact();
            if (CLASS_PATH.contains(artifact.getExtension())) {
                files.add(artifact.getFile().toPath());
            }
        }
        return List.copyOf(files);
    }
}
