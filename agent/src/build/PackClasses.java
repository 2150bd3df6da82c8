// SPDX-License-Identifier: Apache-2.0
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Packs the classes of the jar into one entry, the class archive, which {@code io.keepalive.agent.ClassArchive} reads.
 * The classes of the root package, which the JVM's own class loader loads, remain entries. Directories are left out.
 *
 * <p>Run by the build, with the jar as its argument, which it replaces. The same jar gives the same bytes.
 */
final class PackClasses {

    private static final String ROOT = "io/keepalive/agent/";
    private static final String ARCHIVE = ROOT + "classes";
    private static final String SUFFIX = ".class";

    /** An int each: the hash of the class's name, and the position and length of its class file. */
    private static final int ROW_BYTES = 12;

    private PackClasses() {}

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path packed = jar.resolveSibling(jar.getFileName() + ".packed");
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(packed))) {
            ZipEntry manifest = from.getEntry("META-INF/MANIFEST.MF");
            Map<Integer, byte[]> classFiles = new TreeMap<>();
            for (ZipEntry entry : from.stream().toList()) {
                byte[] content = from.getInputStream(entry).readAllBytes();
                boolean isPacked = entry.getName().endsWith(SUFFIX) && !isOfRootPackage(entry.getName());
                if (isPacked && classFiles.put(hash(entry.getName()), content) != null) {
                    throw new IOException("two classes have the hash of " + entry.getName());
                }
                if (!entry.isDirectory() && !isPacked) {
                    to.putNextEntry(newEntry(entry.getName(), manifest));
                    to.write(content);
                }
            }
            byte[] archive = archive(classFiles);
            to.putNextEntry(stored(newEntry(ARCHIVE, manifest), archive));
            to.write(archive);
        }
        Files.move(packed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isOfRootPackage(String name) {
        return name.startsWith(ROOT) && name.indexOf('/', ROOT.length()) < 0;
    }

    private static int hash(String entryName) {
        return entryName.substring(0, entryName.length() - SUFFIX.length()).replace('/', '.').hashCode();
    }

    /** With the time of the manifest, which is the build's output timestamp. */
    private static ZipEntry newEntry(String name, ZipEntry manifest) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(manifest.getTimeLocal());
        return entry;
    }

    /** Not compressed, so that the JVM can read a part of it without the parts before. */
    private static ZipEntry stored(ZipEntry entry, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        return entry;
    }

    /** The number of classes, a row for each in the order of the hashes, and the class files. */
    private static byte[] archive(Map<Integer, byte[]> classFiles) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(classFiles.size());
        int position = Integer.BYTES + ROW_BYTES * classFiles.size();
        for (Map.Entry<Integer, byte[]> classFile : classFiles.entrySet()) {
            out.writeInt(classFile.getKey());
            out.writeInt(position);
            out.writeInt(classFile.getValue().length);
            position += classFile.getValue().length;
        }
        for (byte[] classFile : classFiles.values()) {
            out.write(classFile);
        }
        return bytes.toByteArray();
    }
}
