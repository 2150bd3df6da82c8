package io.keepalive.compat.harness;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs of the machine. Where it is missing, the test is aborted with the reason, and nobody can take it
 * for passed; with the system property {@code keepalive.ci=true} it fails.
 */
public final class Required {

    private Required() {}

    /** Ends the test here, as not tested. */
    public static void missing(String why) {
        String message = "not tested: " + why;
        if (Boolean.getBoolean("keepalive.ci")) {
            Assertions.fail(message);
        }
        Assumptions.abort(message);
    }

    /** Root: nobody else may make the namespaces, and be the users, that this test needs. */
    public static void root() {
        if (!Commands.asRoot()) {
            missing("only root can do this");
        }
    }
}
