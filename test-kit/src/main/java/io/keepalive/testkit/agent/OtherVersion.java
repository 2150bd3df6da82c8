// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.agent;

import io.keepalive.testkit.jvm.AgentJar;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** A copy of the shipped jar with another version in its manifest, and marked as another build. */
public final class OtherVersion {

    private static final String ARCHIVE = "io/keepalive/agent/classes";

    /** Where the archive has the build's checksum, which the manifest has as Specification-Version. */
    private static final int BUILD = 8;

    private OtherVersion() {}

    /** As {@link #in(Path, String)}, of the same version, as another build of a snapshot. */
    public static String sameIn(Path folder) {
        try (JarFile jar = new JarFile(AgentJar.path())) {
            return in(folder, jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Writes the copy into this folder and returns its path. */
    public static String in(Path folder, String version) {
        Path copy = folder.resolve("keepalive-agent-" + version + ".jar");
        try (JarFile jar = new JarFile(AgentJar.path())) {
            Manifest manifest = jar.getManifest();
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
            int build = Integer.parseUnsignedInt(
                            manifest.getMainAttributes().getValue(Attributes.Name.SPECIFICATION_VERSION), 16)
                    + 1;
            manifest.getMainAttributes().put(Attributes.Name.SPECIFICATION_VERSION, Integer.toHexString(build));
            try (OutputStream file = Files.newOutputStream(copy);
                    JarOutputStream out = new JarOutputStream(file, manifest)) {
                for (JarEntry entry : jar.stream().toList()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        byte[] content = jar.getInputStream(entry).readAllBytes();
                        if (entry.getName().equals(ARCHIVE)) {
                            ByteBuffer.wrap(content).putInt(BUILD, build);
                        }
                        out.putNextEntry(copyOf(entry, content));
                        out.write(content);
                    }
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return copy.toString();
    }

    /** The agent reads parts of an entry that is not compressed. */
    private static JarEntry copyOf(JarEntry entry, byte[] content) {
        JarEntry copy = new JarEntry(entry);
        CRC32 crc = new CRC32();
        crc.update(content);
        copy.setCrc(crc.getValue());
        if (entry.getMethod() == ZipEntry.DEFLATED) {
            copy.setCompressedSize(-1);
        }
        return copy;
    }
}
