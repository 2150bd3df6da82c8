package io.keepalive.testkit.isolation;

import io.keepalive.testkit.CurrentUser;
import io.keepalive.testkit.jvm.Launch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Mounts that one application sees, and nobody else. */
public final class MountNamespace {

    private MountNamespace() {}

    /** For {@link Launch#through}: this file is in the place of that one. */
    public static List<String> with(Path file, Path inPlaceOf) {
        List<String> command = own();
        command.addAll(List.of("sh", "-c", "mount --bind \"$0\" \"$1\" && shift && exec \"$@\""));
        command.addAll(List.of(file.toString(), inPlaceOf.toString()));
        return command;
    }

    /** What to write before a command that mounts. */
    static List<String> own() {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        if (!CurrentUser.isRoot()) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        return command;
    }
}
