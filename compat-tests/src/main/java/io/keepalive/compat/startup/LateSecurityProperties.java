// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.Security;
import java.util.Collections;

/**
 * Names a file of security properties, which the JDK reads when it initializes {@link Security}, some milliseconds after the
 * start. Prints a property of that file. Takes the path of the file, and the milliseconds.
 */
public final class LateSecurityProperties {

    private static final String PROPERTY = "networkaddress.cache.negative.ttl";

    private LateSecurityProperties() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Paths.get(arguments[0]);
        Files.write(file, Collections.singleton(PROPERTY + "=7"), StandardCharsets.ISO_8859_1);
        Thread.sleep(Long.parseLong(arguments[1]));
        System.setProperty("java.security.properties", file.toString());
        System.out.println("property " + Security.getProperty(PROPERTY));
    }
}
