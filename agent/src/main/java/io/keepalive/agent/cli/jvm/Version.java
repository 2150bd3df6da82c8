// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The version of this jar, from its manifest. */
public final class Version {

    private Version() {}

    /** Such as {@code 1.0.0}; the text {@code null} if the classes do not come from the jar. */
    public static String ofThisJar() {
        try (InputStream manifest = Version.class.getClassLoader().getResourceAsStream(JarFile.MANIFEST_NAME)) {
            return manifest == null
                    ? "null"
                    : String.valueOf(new Manifest(manifest)
                            .getMainAttributes()
                            .getValue(Attributes.Name.IMPLEMENTATION_VERSION));
        } catch (IOException unreadable) {
            return "null";
        }
    }
}
