package io.keepalive.agent.runtime;

import io.keepalive.agent.management.AgentControl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the agent's start goes: told by the agent's own thread, asked by any other. */
public final class StartupResult {

    private static final StartupResult ONLY = new StartupResult();

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile AgentControl control;
    private volatile List<String> refusal = Collections.emptyList();

    private StartupResult() {}

    /** There is one: another start of the agent is another class loader's. */
    public static StartupResult ofThisAgent() {
        return ONLY;
    }

    /** The agent runs. */
    void succeeded(AgentControl running) {
        control = running;
        over.countDown();
    }

    /**
     * It does not, unless it has been said before that it does.
     *
     * @param why in sentences for people
     */
    public void failed(List<String> why) {
        if (over.getCount() > 0) {
            refusal = Collections.unmodifiableList(new ArrayList<>(why));
            over.countDown();
        }
    }

    /** Waits until it is known. Returns false where it still is not by then. */
    public boolean await(long millis) throws InterruptedException {
        return over.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Of the running agent, or null: still starting, or it does not run. */
    public AgentControl control() {
        return control;
    }

    /** Why it does not run; empty while it is not known that it does not. */
    public List<String> refusal() {
        return refusal;
    }
}
