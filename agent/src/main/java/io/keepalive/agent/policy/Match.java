package io.keepalive.agent.policy;

/** Which connections a rule is for. Whatever is left out matches everything. */
public final class Match {

    private static final Match EVERYTHING = new Match();

    private Match() {}

    /** Matches every connection. */
    public static Match everything() {
        return EVERYTHING;
    }

    /** Whether this connection is one of them. Allocates nothing. */
    public boolean matches(Endpoints connection) {
        return true;
    }
}
