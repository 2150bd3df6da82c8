// SPDX-License-Identifier: Apache-2.0
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
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

    /** What only the command line uses. These classes come last, so that an application's JVM needs the ones before. */
    private static final String[] COMMAND_LINE = {
        ROOT + "cli/", ROOT + "shaded/picocli/", ROOT + "shaded/bytebuddy/agent/"
    };

    /** An int each: the number of classes, where those of the command line begin, and the checksum of the other entries. */
    private static final int HEADER_BYTES = 12;

    /** An int each: the hash of the class's name, and the position, length and checksum of its class file. */
    private static final int ROW_BYTES = 16;

    private PackClasses() {}

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path packed = jar.resolveSibling(jar.getFileName() + ".packed");
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(packed))) {
            ZipEntry manifest = from.getEntry("META-INF/MANIFEST.MF");
            CRC32 others = new CRC32();
            Map<String, byte[]> classFiles = new TreeMap<>(PackClasses::inOrder);
            for (ZipEntry entry : from.stream().toList()) {
                byte[] content = from.getInputStream(entry).readAllBytes();
                boolean isPacked = entry.getName().endsWith(SUFFIX) && !isOfRootPackage(entry.getName());
                if (isPacked) {
                    classFiles.put(entry.getName(), content);
                } else if (!entry.isDirectory()) {
                    to.putNextEntry(newEntry(entry.getName(), manifest));
                    to.write(content);
                    others.update(content);
                }
            }
            byte[] archive = archive(classFiles, (int) others.getValue());
            to.putNextEntry(stored(newEntry(ARCHIVE, manifest), archive));
            to.write(archive);
        }
        Files.move(packed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /** By name, because similar classes next to each other compress well, and the command line's last. */
    private static int inOrder(String one, String other) {
        int byUse = Boolean.compare(isOfCommandLine(one), isOfCommandLine(other));
        return byUse != 0 ? byUse : one.compareTo(other);
    }

    private static boolean isOfCommandLine(String name) {
        return Arrays.stream(COMMAND_LINE).anyMatch(name::startsWith);
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

    /** The header, a row for each class in the order of the hashes, and the class files. */
    private static byte[] archive(Map<String, byte[]> classFiles, int others) throws IOException {
        Map<Integer, byte[]> rows = new TreeMap<>();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int contentStart = HEADER_BYTES + ROW_BYTES * classFiles.size();
        int commandLine = 0;
        for (Map.Entry<String, byte[]> classFile : classFiles.entrySet()) {
            if (rows.put(hash(classFile.getKey()), row(contentStart + content.size(), classFile)) != null) {
                throw new IOException("two classes have the hash of " + classFile.getKey());
            }
            content.write(classFile.getValue());
            if (!isOfCommandLine(classFile.getKey())) {
                commandLine = contentStart + content.size();
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ints(classFiles.size(), commandLine, others));
        for (byte[] row : rows.values()) {
            bytes.write(row);
        }
        content.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static byte[] row(int position, Map.Entry<String, byte[]> classFile) {
        CRC32 crc = new CRC32();
        crc.update(classFile.getValue());
        return ints(hash(classFile.getKey()), position, classFile.getValue().length, (int) crc.getValue());
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }
}
