// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the contents of the jar that users get, with the classes in its archive. */
class ShippedJarIT {

    private static final String ROOT = "io/keepalive/agent/";
    private static final String ARCHIVE = ROOT + "classes";

    private static final File FILE = new File(System.getProperty("agent.jar"));

    /** The class file version of Java 8, JVMS table 4.1-A. */
    private static final int NEWEST_CLASS_FILE = 52;

    /** Its position in a class file, JVMS section 4.1. */
    private static final int MAJOR_VERSION = 6;

    /** The entries that are not a class of the archive: the JVM reads the name of each at the start of the application. */
    private static final String[] ENTRIES = {
        "META-INF/MANIFEST.MF",
        "META-INF/LICENSE",
        "META-INF/NOTICE",
        "META-INF/licenses/ASM",
        ARCHIVE,
        "io/keepalive/agent/AgentClassLoader.class",
        "io/keepalive/agent/AgentEntry.class",
        "io/keepalive/agent/JarEntries.class",
        "io/keepalive/agent/AgentStart.class",
        "io/keepalive/agent/ClassArchive.class",
        "io/keepalive/agent/ClosedModule.class",
        "io/keepalive/agent/CommandLine.class",
        "io/keepalive/agent/CompressedBytes.class",
        "io/keepalive/agent/ExitGuard.class",
        "io/keepalive/agent/HeldMainExit.class",
        "io/keepalive/agent/ExternalSettings.class",
        "io/keepalive/agent/HeldMain.class",
        "io/keepalive/agent/JdkTool.class",
        "io/keepalive/agent/KeepaliveAgent.class",
        "io/keepalive/agent/StartKeysScan.class",
        "io/keepalive/agent/package-info.class"
    };

    /** JVMS table 4.4-A. */
    private static final int CONSTANT_CLASS = 7;

    private static JarFile jar;
    /** By the internal name of the class. */
    private static final Map<String, ClassReader> CLASSES = new TreeMap<>();
    /** By the same, in the archive. */
    private static final Map<String, Integer> POSITIONS = new TreeMap<>();
    /** Where the classes of the command line begin. */
    private static int commandLine;

    private static int build;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(FILE);
        ByteBuffer archive =
                ByteBuffer.wrap(jar.getInputStream(jar.getEntry(ARCHIVE)).readAllBytes());
        int count = archive.getInt();
        commandLine = archive.getInt();
        build = archive.getInt();
        archive.getInt();
        for (int row = 0; row < count; row++) {
            archive.getInt();
            int position = archive.getInt();
            ClassReader classFile =
                    new ClassReader(Arrays.copyOfRange(archive.array(), position, position + archive.getInt()));
            archive.getInt();
            CLASSES.put(classFile.getClassName(), classFile);
            POSITIONS.put(classFile.getClassName(), position);
        }
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    @Test
    void hasFewEntries() {
        assertThat(jar.stream().map(JarEntry::getName)).containsExactlyInAnyOrder(ENTRIES);
    }

    /** By which the agent notices that its jar is another one than that of the classes which the JVM has loaded. */
    @Test
    void theManifestNamesTheBuildOfTheArchive() throws IOException {
        assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.SPECIFICATION_VERSION))
                .isEqualTo(Integer.toHexString(build));
    }

    /** So that a class is read without what precedes it. */
    @Test
    void theArchiveIsNotCompressed() {
        assertThat(jar.getEntry(ARCHIVE).getMethod()).isEqualTo(ZipEntry.STORED);
    }

    @Test
    void theArchiveContainsTheAgentOnly() {
        assertThat(CLASSES.keySet())
                .hasSizeGreaterThan(500)
                .allMatch(name -> name.startsWith("io/keepalive/agent/"))
                .noneMatch(name -> name.endsWith("module-info"));
    }

    @Test
    void theAgentReadsItsJarByName() throws IOException {
        try (ClassArchive archive = new ClassArchive(FILE)) {
            for (String name : CLASSES.keySet()) {
                assertThat(new ClassReader(archive.classFile(name.replace('/', '.'))).getClassName())
                        .isEqualTo(name);
            }
            assertThat(archive.classFile("io.keepalive.agent.Missing")).isNull();
            assertThat(new String(archive.otherFile("META-INF/LICENSE"), StandardCharsets.UTF_8))
                    .isEqualTo(text("META-INF/LICENSE"));
            assertThat(archive.otherFile("META-INF/MISSING")).isNull();
        }
    }

    /** So that an application's JVM does not keep them in memory. */
    @Test
    void theClassesOfTheCommandLineComeLast() {
        assertThat(POSITIONS)
                .allSatisfy((name, position) -> assertThat(position >= commandLine)
                        .as(name)
                        .isEqualTo(name.matches(".*/(agent/cli|picocli|bytebuddy/agent)/.*")));
    }

    /** What the build leaves out of a library is used by nothing that it leaves in. */
    @Test
    void everyClassOfTheAgentThatAClassNamesIsThere() {
        Set<String> named = new TreeSet<>();
        CLASSES.values().forEach(classFile -> addNamedClasses(classFile, named));
        named.removeIf(name -> !name.startsWith(ROOT) || name.indexOf('/', ROOT.length()) < 0);
        assertThat(named).hasSizeGreaterThan(500).isSubsetOf(CLASSES.keySet());
    }

    /** The classes of the constant pool, JVMS section 4.4.1. */
    private static void addNamedClasses(ClassReader classFile, Set<String> named) {
        char[] buffer = new char[classFile.getMaxStringLength()];
        for (int i = 1; i < classFile.getItemCount(); i++) {
            int item = classFile.getItem(i);
            if (item > 0 && classFile.readByte(item - 1) == CONSTANT_CLASS) {
                Type type = Type.getObjectType(classFile.readUTF8(item, buffer));
                named.add((type.getSort() == Type.ARRAY ? type.getElementType() : type).getInternalName());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytebuddy", "picocli", "snakeyaml", "prometheus"})
    void librariesAreRelocated(String library) {
        assertThat(CLASSES.keySet())
                .filteredOn(name -> name.contains("/" + library + "/"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("io/keepalive/agent/shaded/" + library + "/")
                        || name.startsWith("io/keepalive/agent/report/"));
    }

    @Test
    void everyClassRunsOnJava8() {
        assertThat(CLASSES)
                .allSatisfy((name, classFile) ->
                        assertThat(classFile.readUnsignedShort(MAJOR_VERSION)).isLessThanOrEqualTo(NEWEST_CLASS_FILE));
    }

    @ParameterizedTest
    @CsvSource({
        "Premain-Class, io.keepalive.agent.KeepaliveAgent",
        "Agent-Class, io.keepalive.agent.KeepaliveAgent",
        "Main-Class, io.keepalive.agent.CommandLine",
        "Can-Retransform-Classes, true",
        "Automatic-Module-Name, io.keepalive.agent",
        "Enable-Native-Access, ALL-UNNAMED"
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
        assertThat(CLASSES.keySet())
                .filteredOn(name -> name.startsWith("io/keepalive/agent/shaded/bytebuddy/"))
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

    private static String text(String name) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
