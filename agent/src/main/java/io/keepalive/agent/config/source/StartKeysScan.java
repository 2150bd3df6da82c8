package io.keepalive.agent.config.source;

import io.keepalive.agent.config.yaml.ConfigErrors;

/**
 * Searches the text of the configuration file for keys that can make the application's main wait. Most files have none of
 * them, and then main does not have to wait until the file is parsed.
 */
public final class StartKeysScan {

    /**
     * The keys that can make main wait, see {@code SeenOpening} and {@code StartOrder}. YAML can spell them in another way
     * only with a backslash (YAML 1.2.2, section 5.7).
     */
    private static final String[] WAIT_KEYS = {"start", "remote", "precedence", "stack-traces", "adopt", "\\"};

    private StartKeysScan() {}

    /**
     * Whether main may have to wait; false also where the file cannot be read. The file I/O may never end: call it on a
     * thread of its own.
     *
     * @param path the file, or null for none
     */
    public static boolean couldHoldMain(String path) {
        String text = path == null
                ? null
                : new ConfigFile(path, new FileAccess()).content().text(new ConfigErrors());
        if (text != null) {
            for (String key : WAIT_KEYS) {
                if (text.contains(key)) {
                    return true;
                }
            }
        }
        return false;
    }
}
