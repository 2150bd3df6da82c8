package io.keepalive.testkit.isolation;

import io.keepalive.testkit.Required;
import io.keepalive.testkit.Script;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system that never answers, mounted where one application sees it and nobody else. */
public final class HungMount {

    private final Path folder;

    /** @param folder where it is to be mounted */
    public HungMount(Path folder) {
        this.folder = folder;
        if (!Files.exists(Path.of("/dev/fuse"))) {
            Required.missing("there is no /dev/fuse");
        }
    }

    /** For {@link Launch#through}. */
    public List<String> command() {
        List<String> command = MountNamespace.own();
        command.addAll(List.of("python3", "-c", Script.text("deadmount.py"), folder.toString()));
        return command;
    }

    /** A file that is, or is not, on it. */
    public Path file() {
        return folder.resolve("keepalive.yaml");
    }

    /** Whatever waits for it goes on now, with an error. */
    public void answer(ForkedProcess application) {
        long holder =
                Long.parseLong(application.stdout().await("held by (\\d+)").group(1));
        ProcessHandle.of(holder).ifPresent(ProcessHandle::destroyForcibly);
    }
}
