// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import io.keepalive.agent.management.AgentControl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The result of the agent's start: set by the agent's own thread, read by any other. */
public final class StartupResult {

    private static final StartupResult ONLY = new StartupResult();

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile AgentControl control;
    private volatile List<String> errors = Collections.emptyList();

    private StartupResult() {}

    /** The only one: another start of the agent has another class loader. */
    public static StartupResult ofThisAgent() {
        return ONLY;
    }

    /** Sets that the agent runs. */
    void succeeded(AgentControl running) {
        control = running;
        over.countDown();
    }

    /**
     * Sets that the agent does not run, unless a result is set.
     *
     * @param reasons sentences for people
     */
    public void failed(List<String> reasons) {
        if (over.getCount() > 0) {
            errors = Collections.unmodifiableList(new ArrayList<>(reasons));
            over.countDown();
        }
    }

    /** Waits for the result. Returns false on a timeout. */
    public boolean await(long millis) throws InterruptedException {
        return over.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Controls the running agent; null while it starts, or if it does not run. */
    public AgentControl control() {
        return control;
    }

    /** Why the agent does not run; empty while it starts or runs. */
    public List<String> errors() {
        return errors;
    }
}
