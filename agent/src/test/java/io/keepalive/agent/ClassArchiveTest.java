// SPDX-License-Identifier: Apache-2.0
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
    private static final List<String> NAMES = List.of("a.A", "a.B", "b.LongerName", "C", "cli.Command");
    /** The first that only the command line uses. */
    private static final String COMMAND_LINE = "cli.Command";

    /** Where the archive's header has the build. */
    private static final int BUILD = 8;

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

    /** @param length of the new content; negative for the same content with a byte before it */
    @ParameterizedTest
    @ValueSource(ints = {0, 100, 10_000, -1})
    void anOverwrittenFileIsReportedAndNoClassIsReadFromIt(int length) throws IOException {
        write(true, "");
        try (ClassArchive archive = new ClassArchive(file.toFile())) {
            overwrite(length);
            for (String name : NAMES) {
                assertThatThrownBy(() -> archive.classFile(name))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith(file + " was overwritten after this JVM had opened it: ");
            }
            assertThatThrownBy(archive::release).hasMessageContaining("was overwritten");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 10_000, -1})
    void aReleasedFileMayBeOverwritten(int length) throws IOException {
        write(true, "");
        try (ClassArchive archive = new ClassArchive(file.toFile())) {
            archive.loaded("a.B");
            archive.release();
            overwrite(length);
            for (String name : List.of("a.A", "b.LongerName", "C")) {
                assertThat(archive.classFile(name)).isEqualTo(content(name));
            }
            assertThat(archive.classFile("a.C")).isNull();
            for (String dropped : List.of("a.B", COMMAND_LINE)) {
                assertThatThrownBy(() -> archive.classFile(dropped)).isInstanceOf(IOException.class);
            }
        }
    }

    /** Zeros, or the same content at other positions, in the same file. */
    private void overwrite(int length) throws IOException {
        byte[] jar = Files.readAllBytes(file);
        byte[] content = new byte[length < 0 ? jar.length + 1 : length];
        if (length < 0) {
            System.arraycopy(jar, 0, content, 1, jar.length);
        }
        Files.write(file, content);
    }

    @Test
    void aJarPackedAgainIsOfTheSameBuildAndOneWithOtherClassesIsNot() throws IOException {
        write(true, "");
        int build = build();
        write(false, "a comment");
        assertThat(build()).isEqualTo(build);
        byte[] other = archive();
        other[BUILD]++;
        write(other, true, "");
        assertThat(build()).isNotEqualTo(build);
    }

    /** As in the middle of an overwrite, or by a bad disk. A huge number must not become a huge array. */
    @ParameterizedTest
    @CsvSource({"true, 0", "true, 16", "true, 24", "false, 0", "false, 24"})
    void anArchiveWithOtherNumbersIsReported(boolean stored, int position) throws IOException {
        byte[] archive = archive();
        archive[position] = 0x7f;
        write(archive, stored, "");
        assertDamaged("the agent's jar is damaged: its entry " + ENTRY + " has other bytes than it was built with");
    }

    @Test
    void aDirectoryWithHugeLengthsIsReported() throws IOException {
        write(false, "");
        byte[] jar = Files.readAllBytes(file);
        int record = lastRecordOf(jar);
        jar[record + 27] = 0x7f;
        Files.write(file, jar);
        assertDamaged("the agent's jar is damaged: an entry has a length that it cannot have");
        jar[record + 23] = 0x7f;
        Files.write(file, jar);
        assertDamaged("the agent's jar is damaged: it names a part that it does not have");
    }

    /** Where the directory's record of the archive begins: the signature of APPNOTE.TXT 4.3.12, before the name. */
    private static int lastRecordOf(byte[] jar) {
        return new String(jar, StandardCharsets.ISO_8859_1).lastIndexOf(ENTRY) - 46;
    }

    private int build() throws IOException {
        try (ClassArchive archive = new ClassArchive(file.toFile())) {
            return archive.build();
        }
    }

    private void assertDamaged(String message) {
        File damaged = file.toFile();
        assertThatThrownBy(() -> new ClassArchive(damaged))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    private void write(boolean stored, String comment) throws IOException {
        write(archive(), stored, comment);
    }

    private void write(byte[] archive, boolean stored, String comment) throws IOException {
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
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(checksum(content).getValue());
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
        int contentStart = 16 + 16 * sorted.size();
        byte[] rows = rows(sorted, contentStart);
        out.writeInt(sorted.size());
        out.writeInt(contentStart + position(COMMAND_LINE));
        out.writeInt(4711);
        out.writeInt((int) checksum(rows).getValue());
        out.write(rows);
        for (String name : NAMES) {
            out.write(content(name));
        }
        return bytes.toByteArray();
    }

    private static byte[] rows(List<String> sorted, int contentStart) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (String name : sorted) {
            out.writeInt(name.hashCode());
            out.writeInt(contentStart + position(name));
            out.writeInt(content(name).length);
            out.writeInt((int) checksum(content(name)).getValue());
        }
        return bytes.toByteArray();
    }

    private static int position(String name) {
        return NAMES.stream()
                .takeWhile(before -> !before.equals(name))
                .mapToInt(before -> content(before).length)
                .sum();
    }

    private static CRC32 checksum(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc;
    }

    private static byte[] content(String name) {
        return ("the content of " + name).getBytes(StandardCharsets.US_ASCII);
    }
}
