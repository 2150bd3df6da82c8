package io.keepalive.compat.harness;

import io.keepalive.compat.application.ClassLoads;
import java.nio.file.Path;

/** The JVM option that has {@link ClassLoads} remember which thread loads which class. */
public final class LoadsLog {

    private LoadsLog() {}

    /** To be given before the agent's own. The class itself is on the application's class path. */
    public static String option(Path folder) {
        return OtherAgent.option(folder, ClassLoads.class);
    }
}
