// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The kit's shell and Python scripts. Their interpreters receive them as an argument, so no file is written. */
public final class Script {

    private static final String FOLDER = "/io/keepalive/testkit/scripts/";

    private Script() {}

    /** The text of the script with this file name. */
    public static String text(String name) {
        try (InputStream in = Script.class.getResourceAsStream(FOLDER + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
