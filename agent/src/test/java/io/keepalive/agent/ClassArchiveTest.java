package io.keepalive.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassArchiveTest {

    private static final String ENTRY = "io/keepalive/agent/classes";
    private static final List<String> NAMES = List.of("a.A", "a.B", "b.LongerName", "C");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("agent.jar");
    }

    /** As the build packs it, and as another tool may have packed it again. */
    @ParameterizedTest
    @CsvSource({"true, ''", "false, ''", "true, a comment", "false, a comment"})
    void hasEveryClass(boolean stored, String comment) throws IOException {
        write(stored, comment);
        try (ClassArchive archive = new ClassArchive(file.toFile())) {
            for (String name : NAMES) {
                assertThat(archive.classFile(name)).isEqualTo(content(name));
            }
            assertThat(archive.classFile("a.C")).isNull();
            assertThat(archive.otherFile("META-INF/first")).isEqualTo(content("first"));
            assertThat(archive.otherFile("META-INF/last")).isEqualTo(content("last"));
            assertThat(archive.otherFile("META-INF/none")).isNull();
        }
    }

    /** As a jar begins that is also a shell script. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hasEveryClassAfterAPrefix(boolean stored) throws IOException {
        write(stored, "");
        byte[] jar = Files.readAllBytes(file);
        Files.write(file, "#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII));
        Files.write(file, jar, StandardOpenOption.APPEND);
        try (ClassArchive archive = new ClassArchive(file.toFile())) {
            assertThat(archive.classFile("a.A")).isEqualTo(content("a.A"));
            assertThat(archive.otherFile("META-INF/last")).isEqualTo(content("last"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hasEveryClassWhileItsFileIsClosed(boolean stored) throws IOException {
        write(stored, "a comment");
        try (ClassArchive archive = new ClassArchive(file.toFile())) {
            archive.closeFile();
            archive.closeFile();
            Path elsewhere = Files.move(file, folder.resolve("moved.jar"));
            assertHasAll(archive);
            assertThat(archive.reopenFile()).isFalse();
            assertHasAll(archive);
            Files.move(elsewhere, file);
            assertThat(archive.reopenFile()).isTrue();
            assertThat(archive.reopenFile()).isTrue();
            assertHasAll(archive);
        }
    }

    private static void assertHasAll(ClassArchive archive) throws IOException {
        assertThat(archive.classFile("a.A")).isEqualTo(content("a.A"));
        assertThat(archive.otherFile("META-INF/first")).isEqualTo(content("first"));
    }

    @Test
    void opensItsFileAgainWhereItHasNoneInMemory() throws IOException {
        write(true, "a comment");
        try (ClassArchive archive = new ClassArchive(file.toFile())) {
            archive.closeFile(false);
            Path elsewhere = Files.move(file, folder.resolve("moved.jar"));
            assertThatThrownBy(() -> archive.classFile("a.A")).isInstanceOf(IOException.class);
            assertThat(archive.reopenFile()).isFalse();
            Files.move(elsewhere, file);
            assertHasAll(archive);
            assertThat(archive.reopenFile()).isTrue();
        }
    }

    /** Another version of the agent, of the same length. */
    @Test
    void aFileThatHasChangedIsNotOpenedAgain() throws IOException {
        write(false, "a comment");
        try (ClassArchive archive = new ClassArchive(file.toFile())) {
            archive.closeFile();
            changeAnEntry();
            assertThat(archive.reopenFile()).isFalse();
            Files.write(file, new byte[1]);
            assertThat(archive.reopenFile()).isFalse();
            assertHasAll(archive);
        }
    }

    private void changeAnEntry() throws IOException {
        byte[] before = Files.readAllBytes(file);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.setComment("a comment");
            put(out, "META-INF/first", content("first"), false);
            put(out, ENTRY, archive(), false);
            put(out, "META-INF/last", content("LAST"), true);
        }
        assertThat(file).hasSize(before.length);
    }

    @Test
    void aClosedArchiveStaysClosed() throws IOException {
        write(true, "");
        ClassArchive archive = new ClassArchive(file.toFile());
        archive.closeFile();
        archive.close();
        assertThatThrownBy(() -> archive.classFile("a.A")).isInstanceOf(IOException.class);
        assertThatThrownBy(archive::closeFile).isInstanceOf(IOException.class);
    }

    @Test
    void aJarWithoutItIsReported() throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry("other"));
        }
        assertDamaged("the agent's jar is damaged: it has no entry " + ENTRY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 22, 100, 100_000})
    void aFileThatIsNoJarIsReported(int length) throws IOException {
        Files.write(file, new byte[length]);
        assertDamaged("the agent's jar is damaged: it has no directory");
    }

    private void assertDamaged(String message) {
        File damaged = file.toFile();
        assertThatThrownBy(() -> new ClassArchive(damaged))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    private void write(boolean stored, String comment) throws IOException {
        byte[] archive = archive();
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.setComment(comment);
            put(out, "META-INF/first", content("first"), false);
            put(out, ENTRY, archive, stored);
            put(out, "META-INF/last", content("last"), true);
        }
    }

    private static void put(ZipOutputStream out, String name, byte[] content, boolean stored) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        if (stored) {
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(crc.getValue());
        }
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }

    private static byte[] archive() throws IOException {
        List<String> sorted = NAMES.stream()
                .sorted((one, other) -> Integer.compare(one.hashCode(), other.hashCode()))
                .toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(sorted.size());
        int position = 4 + 12 * sorted.size();
        for (String name : sorted) {
            out.writeInt(name.hashCode());
            out.writeInt(position);
            out.writeInt(content(name).length);
            position += content(name).length;
        }
        for (String name : sorted) {
            out.write(content(name));
        }
        return bytes.toByteArray();
    }

    private static byte[] content(String name) {
        return ("the content of " + name).getBytes(StandardCharsets.US_ASCII);
    }
}
