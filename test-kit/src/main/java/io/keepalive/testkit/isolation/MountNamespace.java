// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.isolation;

import io.keepalive.testkit.CurrentUser;
import io.keepalive.testkit.Script;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Mounts that only one application sees. */
public final class MountNamespace {

    private MountNamespace() {}

    /** The command for {@link io.keepalive.testkit.jvm.Launch#through} that mounts one file over another. */
    public static List<String> with(Path file, Path inPlaceOf) {
        List<String> command = own();
        command.addAll(List.of("sh", "-c", "mount --bind \"$0\" \"$1\" && shift && exec \"$@\""));
        command.addAll(List.of(file.toString(), inPlaceOf.toString()));
        return command;
    }

    /**
     * The command for {@link io.keepalive.testkit.jvm.Launch#through} that makes all file systems read-only, the folder
     * for temporary files too. Only /proc, /sys and /dev stay as they are.
     */
    public static List<String> readOnly() {
        List<String> command = own();
        command.addAll(List.of("sh", "-c", Script.text("read-only.sh"), "read-only.sh"));
        return command;
    }

    /** The prefix of a command that mounts. */
    static List<String> own() {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        if (!CurrentUser.isRoot()) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        return command;
    }
}
