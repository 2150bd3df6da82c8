// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.server;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The ZIP file on the class path with software that must be unpacked. */
final class Distribution {

    private Distribution() {}

    /** Unpacks it in the working folder and returns its only folder. */
    static Path unpack() throws IOException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(".zip")) {
                return unpack(entry);
            }
        }
        throw new IOException("no ZIP file on the class path");
    }

    private static Path unpack(String file) throws IOException {
        Path folder = Paths.get("").toAbsolutePath();
        String first = null;
        try (ZipFile zip = new ZipFile(file)) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                first = first == null ? entry.getName() : first;
                Path target = folder.resolve(entry.getName());
                Files.createDirectories(entry.isDirectory() ? target : target.getParent());
                if (!entry.isDirectory()) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                }
            }
        }
        return folder.resolve(first.substring(0, first.indexOf('/')));
    }
}
