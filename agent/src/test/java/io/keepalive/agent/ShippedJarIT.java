package io.keepalive.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the contents of the jar that users get. */
class ShippedJarIT {

    private static final File FILE = new File(System.getProperty("agent.jar"));

    /** The class file version of Java 8, JVMS table 4.1-A. */
    private static final int NEWEST_CLASS_FILE = 52;

    private static JarFile jar;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(FILE);
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    @Test
    void containsOnlyTheExpectedRoots() {
        assertThat(files())
                .hasSizeGreaterThan(1_000)
                .allMatch(name -> name.startsWith("io/keepalive/agent/") || name.startsWith("META-INF/"));
    }

    @Test
    void metaInfContainsTheManifestAndTheLicences() {
        assertThat(files())
                .filteredOn(name -> name.startsWith("META-INF/"))
                .containsExactlyInAnyOrder(
                        "META-INF/MANIFEST.MF", "META-INF/LICENSE", "META-INF/NOTICE", "META-INF/licenses/ASM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytebuddy", "picocli", "snakeyaml", "prometheus"})
    void librariesAreRelocated(String library) {
        assertThat(files())
                .filteredOn(name -> name.endsWith(".class") && name.contains("/" + library + "/"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("io/keepalive/agent/shaded/" + library + "/")
                        || name.startsWith("io/keepalive/agent/report/"));
    }

    @Test
    void everyClassRunsOnJava8() {
        assertThat(files())
                .filteredOn(name -> name.endsWith(".class"))
                .allSatisfy(name -> assertThat(classFileVersion(name)).isLessThanOrEqualTo(NEWEST_CLASS_FILE))
                .noneMatch(name -> name.endsWith("module-info.class"));
    }

    private static int classFileVersion(String name) {
        try (DataInputStream classFile = new DataInputStream(jar.getInputStream(jar.getEntry(name)))) {
            classFile.skipBytes(6);
            return classFile.readUnsignedShort();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Premain-Class, io.keepalive.agent.KeepaliveAgent",
        "Agent-Class, io.keepalive.agent.KeepaliveAgent",
        "Main-Class, io.keepalive.agent.cli.CommandLineMain",
        "Can-Retransform-Classes, true",
        "Automatic-Module-Name, io.keepalive.agent"
    })
    void theManifestMakesItAnAgent(String name, String value) throws IOException {
        assertThat(manifest().getValue(name)).isEqualTo(value);
    }

    /**
     * Each of these would affect the application: its class data sharing, its class path, or the meaning of its
     * classes.
     */
    @ParameterizedTest
    @ValueSource(strings = {"Boot-Class-Path", "Class-Path", "Multi-Release", "Can-Redefine-Classes", "Add-Opens"})
    void theManifestHasNoFurtherAttribute(String name) throws IOException {
        assertThat(manifest().getValue(name)).isNull();
    }

    @Test
    void theManifestNamesTheVersion() throws IOException {
        assertThat(manifest().getValue(Attributes.Name.IMPLEMENTATION_VERSION))
                .isEqualTo(System.getProperty("agent.version"));
    }

    @ParameterizedTest
    @CsvSource({
        "META-INF/LICENSE, Apache License",
        "META-INF/NOTICE, Rafael Winterhalter",
        "META-INF/NOTICE, Remko Popma",
        "META-INF/NOTICE, SnakeYAML",
        "META-INF/NOTICE, Prometheus Authors",
        "META-INF/licenses/ASM, INRIA"
    })
    void containsTheLicences(String file, String words) throws IOException {
        assertThat(text(file)).contains(words);
    }

    /** The weaving needs its class file library, the command line its attach library. */
    @Test
    void containsNothingElseOfByteBuddy() {
        assertThat(files())
                .filteredOn(name -> name.startsWith("io/keepalive/agent/shaded/bytebuddy/") && !name.endsWith("/"))
                .isNotEmpty()
                .allMatch(name -> name.matches(".*/bytebuddy/(agent/.*|jar/asm/[^/]+)"));
    }

    @Test
    void isSmall() {
        assertThat(FILE.length()).isLessThan(6L * 1024 * 1024);
    }

    private static Attributes manifest() throws IOException {
        return jar.getManifest().getMainAttributes();
    }

    private static List<String> files() {
        return jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(JarEntry::getName)
                .toList();
    }

    private static String text(String name) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
