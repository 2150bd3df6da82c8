// SPDX-License-Identifier: Apache-2.0
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    /** What only the command line uses. These classes come last, so that an application's JVM needs the ones before. */
    private static final String[] COMMAND_LINE = {
        ROOT + "cli/", ROOT + "shaded/picocli/", ROOT + "shaded/bytebuddy/agent/"
    };

    /**
     * An int each: the number of classes, where those of the command line begin, the checksum of the whole jar, and that of the
     * rows.
     */
    private static final int HEADER_BYTES = 16;

    /** An int each: the hash of the class's name, and the position, length and checksum of its class file. */
    private static final int ROW_BYTES = 16;

    private PackClasses() {}

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path packed = jar.resolveSibling(jar.getFileName() + ".packed");
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(packed))) {
            ZipEntry manifest = from.getEntry(MANIFEST);
            CRC32 build = new CRC32();
            Map<String, byte[]> classFiles = new TreeMap<>(PackClasses::inOrder);
            Map<String, byte[]> others = new LinkedHashMap<>();
            for (ZipEntry entry : from.stream().toList()) {
                byte[] content = from.getInputStream(entry).readAllBytes();
                boolean isPacked = entry.getName().endsWith(SUFFIX) && !isOfRootPackage(entry.getName());
                build.update(content);
                if (isPacked) {
                    classFiles.put(entry.getName(), content);
                } else if (!entry.isDirectory()) {
                    others.put(entry.getName(), content);
                }
            }
            others.computeIfPresent(MANIFEST, (name, content) -> withBuild(content, (int) build.getValue()));
            for (Map.Entry<String, byte[]> other : others.entrySet()) {
                to.putNextEntry(newEntry(other.getKey(), manifest));
                to.write(other.getValue());
            }
            byte[] archive = archive(classFiles, (int) build.getValue());
            to.putNextEntry(stored(newEntry(ARCHIVE, manifest), archive));
            to.write(archive);
        }
        Files.move(packed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * With the build's checksum as Specification-Version, which the JVM keeps with the package of the classes that it has loaded
     * from this jar.
     */
    private static byte[] withBuild(byte[] manifest, int build) {
        String text = new String(manifest, StandardCharsets.UTF_8);
        int end = text.indexOf('\n') + 1;
        String line = "Specification-Version: " + Integer.toHexString(build) + "\r\n";
        return (text.substring(0, end) + line + text.substring(end)).getBytes(StandardCharsets.UTF_8);
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
    private static byte[] archive(Map<String, byte[]> classFiles, int build) throws IOException {
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
        byte[] allRows = joined(rows.values());
        bytes.write(ints(classFiles.size(), commandLine, build, checksum(allRows)));
        bytes.write(allRows);
        content.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static byte[] row(int position, Map.Entry<String, byte[]> classFile) {
        byte[] content = classFile.getValue();
        return ints(hash(classFile.getKey()), position, content.length, checksum(content));
    }

    private static byte[] joined(Iterable<byte[]> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] row : rows) {
            bytes.write(row);
        }
        return bytes.toByteArray();
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }
}
