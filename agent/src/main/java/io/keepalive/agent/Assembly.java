package io.keepalive.agent;

import io.keepalive.agent.bridge.Bridge;
import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.Mistake;
import io.keepalive.agent.connection.AppChanges;
import io.keepalive.agent.connection.ConnectionRegistry;
import io.keepalive.agent.connection.Deaths;
import io.keepalive.agent.connection.Enforcer;
import io.keepalive.agent.connection.OpenConnections;
import io.keepalive.agent.intercept.ConnectionObserver;
import io.keepalive.agent.intercept.Interception;
import io.keepalive.agent.kernel.ErrorText;
import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.Platform;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.SocketDescriptors;
import io.keepalive.agent.kernel.SystemDefaults;
import io.keepalive.agent.report.AgentIdentity;
import io.keepalive.agent.report.AgentStarted;
import io.keepalive.agent.report.Notice;
import io.keepalive.agent.report.Reporter;
import io.keepalive.agent.report.StackTraces;
import io.keepalive.agent.watch.Watcher;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** Puts the parts of the agent together for one configuration, and runs them. On the agent's own thread. */
final class Assembly {

    private final Config config;
    private final Instrumentation instrumentation;
    private final AgentIdentity identity;
    private final Reporter reporter;

    Assembly(Config config, Instrumentation instrumentation) {
        this.config = config;
        this.instrumentation = instrumentation;
        this.identity = Identity.of(config);
        this.reporter = new Reporter(config.report(), identity);
    }

    /**
     * Intercepts, then watches until the thread is interrupted. The bridge must have been defined before.
     *
     * @throws ReflectiveOperationException where this JDK cannot be reached into
     */
    void run() throws ReflectiveOperationException {
        reporter.start();
        SocketCalls calls = Platform.open(instrumentation);
        ConnectionRegistry registry = new ConnectionRegistry(calls);
        Enforcer enforcer = new Enforcer(config.policy(), SystemDefaults.read(), reporter);
        AppChanges appChanges = new AppChanges(calls, registry, enforcer, reporter);
        OpenConnections connections = new OpenConnections(calls, registry, enforcer, appChanges, reporter);
        connections.rememberCallSites(config.report().stackTraces() == StackTraces.OPENED);
        Deaths deaths = new Deaths(calls, registry, enforcer, reporter, ErrorText.ofThisProcess());

        Bridge.observe(new ConnectionObserver(new SocketDescriptors(), connections, appChanges, deaths, reporter));
        List<String> missing = intercept();
        reporter.report(new AgentStarted(identity, calls.description(), Identity.settings(config), now()));
        config.warnings().forEach(this::warn);
        missing.forEach(hook -> limited("not intercepted on " + Identity.jvm() + ": " + hook));
        watch(calls, registry, connections, enforcer);
    }

    private List<String> intercept() throws ReflectiveOperationException {
        Interception interception = new Interception(instrumentation, Platform.javaVersion());
        interception.install();
        return interception.missing();
    }

    private void watch(SocketCalls calls, ConnectionRegistry registry, OpenConnections connections, Enforcer enforcer) {
        OpenDescriptors descriptors = listedDescriptors(calls);
        if (descriptors != null) {
            new Watcher(calls, descriptors, registry, connections, enforcer, reporter, config.watch()).run();
        } else {
            limited("no connections are adopted, since this system does not list a process's descriptors in /proc;"
                    + " interception works on alone");
        }
    }

    /** The process's descriptors, or null where this system does not list them. */
    private static OpenDescriptors listedDescriptors(SocketCalls calls) {
        try {
            OpenDescriptors descriptors = new OpenDescriptors();
            return calls.tellsTcpInfo() && descriptors.areListed() ? descriptors : null;
        } catch (ReflectiveOperationException notUnix) {
            return null;
        }
    }

    private void warn(Mistake warning) {
        reporter.report(Notice.configWarning(identity, warning.toString(), now()));
    }

    private void limited(String what) {
        reporter.report(Notice.limited(identity, what, now()));
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
