package io.keepalive.agent.config.source;

import io.keepalive.agent.config.SeenOpening;
import io.keepalive.agent.config.StartOrder;
import io.keepalive.agent.config.yaml.ConfigErrors;

/**
 * A look at the configuration file's text before it is read: whether it could hold up the application's main at all. Most
 * files cannot, and main need not wait until the YAML library is loaded and has said so.
 */
public final class StartKeysScan {

    /**
     * The keys of all that can hold main up, see {@link SeenOpening} and {@link StartOrder}. YAML writes a key otherwise
     * only with a backslash (YAML 1.2.2, section 5.7).
     */
    private static final String[] TELLING = {"start", "remote", "precedence", "stack-traces", "adopt", "\\"};

    private StartKeysScan() {}

    /**
     * False where main certainly need not wait, also because the file cannot be read. File I/O,
     * which may never end: for a thread of its own.
     *
     * @param path the file, or null for none
     */
    public static boolean couldHoldMain(String path) {
        String text = path == null
                ? null
                : new ConfigFile(path, new FileAccess()).content().text(new ConfigErrors());
        if (text != null) {
            for (String telling : TELLING) {
                if (text.contains(telling)) {
                    return true;
                }
            }
        }
        return false;
    }
}
