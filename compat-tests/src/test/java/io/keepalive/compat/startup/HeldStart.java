// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import com.google.gson.JsonObject;
import io.keepalive.testkit.Required;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Starts of an application whose main waits for the hooks, for two seconds at most. */
public final class HeldStart {

    static final String GAVE_UP = "main waited N ms, the limit, and continued before the hooks were live ";

    private static final int STARTS = 10;

    private HeldStart() {}

    /**
     * Starts the application so that its main runs behind the hooks. Repeated where the machine is too busy: a late agent
     * neither keeps nor breaks the promise.
     *
     * @param agent the agent of the launch, which logs in JSON
     */
    public static ForkedProcess behindHooks(AgentFolder agent, Launch launch) {
        for (int i = 0; i < STARTS; i++) {
            ForkedProcess application = launch.start();
            if (!mainsStart(agent).startsWith(GAVE_UP.trim())) {
                return application;
            }
            application.close();
            forgetLog(agent);
        }
        Required.missing("this machine is too busy, the hooks were late at each of " + STARTS + " starts");
        throw new AssertionError("has ended by now");
    }

    /** The agent's message about the start of main, with N for the duration. */
    static String mainsStart(AgentFolder agent) {
        JsonObject started = agent.log().await("agent.started", 1).get(0);
        return started.has("main") ? started.get("main").getAsString().replaceAll("\\d+ ms", "N ms") : "not reported";
    }

    private static void forgetLog(AgentFolder agent) {
        try {
            Files.delete(agent.logFile());
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }
}
