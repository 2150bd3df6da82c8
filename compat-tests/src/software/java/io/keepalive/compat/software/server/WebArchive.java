// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.server;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A web application without classes. */
final class WebArchive {

    private WebArchive() {}

    /** Writes one with index.html. */
    static File withPage(File file) throws IOException {
        try (ZipOutputStream war = new ZipOutputStream(new FileOutputStream(file))) {
            war.putNextEntry(new ZipEntry("index.html"));
            war.write("a page".getBytes(StandardCharsets.US_ASCII));
        }
        return file.getAbsoluteFile();
    }
}
