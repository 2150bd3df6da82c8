// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.upgrade;

import io.keepalive.testkit.agent.OtherVersion;
import io.keepalive.testkit.jvm.AgentJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a jar is overwritten with, in the same file, as by cp. */
enum Overwriting {
    /** The same content at other positions. */
    SHIFTED {
        @Override
        byte[] content(byte[] jar, Path folder) {
            byte[] shifted = new byte[jar.length + SHIFT];
            System.arraycopy(jar, 0, shifted, SHIFT, jar.length);
            return shifted;
        }
    },
    /** A part, as while it is copied. */
    TRUNCATED {
        @Override
        byte[] content(byte[] jar, Path folder) {
            return Arrays.copyOf(jar, jar.length / 10);
        }
    },
    ZEROS {
        @Override
        byte[] content(byte[] jar, Path folder) {
            return new byte[jar.length];
        }
    },
    ANOTHER_VERSION {
        @Override
        byte[] content(byte[] jar, Path folder) throws IOException {
            return Files.readAllBytes(Path.of(OtherVersion.in(folder, "99.9")));
        }
    };

    private static final int SHIFT = 1_000;

    abstract byte[] content(byte[] jar, Path folder) throws IOException;

    /** What the shipped jar, or a copy of it, is overwritten with. Takes a while: to be made before there is a time limit. */
    byte[] content(Path folder) {
        try {
            return content(Files.readAllBytes(Path.of(AgentJar.path())), folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
