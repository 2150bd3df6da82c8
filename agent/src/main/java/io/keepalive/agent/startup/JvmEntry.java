// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.startup;

import io.keepalive.agent.AgentEntry;
import io.keepalive.agent.ExitGuard;
import io.keepalive.agent.HeldMain;
import java.io.IOException;
import java.lang.instrument.Instrumentation;

/** The entry to the agent's own class loader, which the root package creates by name. */
public final class JvmEntry implements AgentEntry {

    @Override
    public Runnable start(String argument, Instrumentation instrumentation, ExitGuard exitGuard, HeldMain main) {
        return Agent.start(argument, instrumentation, exitGuard, main);
    }

    @Override
    public void attach(String argument, Instrumentation instrumentation) {
        Agent.attach(argument, instrumentation);
    }

    @Override
    public void execute(String address, String version, Instrumentation instrumentation) throws IOException {
        Agent.execute(address, version, instrumentation);
    }

    @Override
    public void printError(String error, Instrumentation instrumentation) {
        Agent.printError(error, instrumentation);
    }
}
