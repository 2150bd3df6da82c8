// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.isolation;

import io.keepalive.testkit.Required;
import io.keepalive.testkit.Script;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system that never answers, mounted where only one application sees it. */
public final class HungMount {

    private final Path folder;

    /** @param folder the mount point */
    public HungMount(Path folder) {
        this.folder = folder;
        if (!Files.exists(Path.of("/dev/fuse"))) {
            Required.missing("there is no /dev/fuse");
        }
    }

    /** The command for {@link io.keepalive.testkit.jvm.Launch#through}. */
    public List<String> command() {
        List<String> command = MountNamespace.own();
        command.addAll(List.of("python3", "-c", Script.text("hungmount.py"), folder.toString()));
        return command;
    }

    /** A path on the file system. Every access to it hangs. */
    public Path file() {
        return folder.resolve("keepalive.yaml");
    }

    /** Lets every pending access fail. */
    public void answer(ForkedProcess application) {
        long holder =
                Long.parseLong(application.stdout().await("held by (\\d+)").group(1));
        ProcessHandle.of(holder).ifPresent(ProcessHandle::destroyForcibly);
    }
}
