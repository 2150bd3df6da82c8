// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.keepalive.compat.application.PoolPeer;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.util.List;

/** An application that has few file descriptors or none, connected to a peer on another host. */
final class FewDescriptorsScenario implements AutoCloseable {

    private static final String POLICY = "keepalive: {idle: 2s, interval: 1s, count: 3}";

    private final AgentFolder agent;
    private final Network network = Network.open();
    private final ForkedProcess peer;
    private final String port;
    private final Launch launch;
    private ForkedProcess application;

    /** @param limit RLIMIT_NOFILE of the application */
    FewDescriptorsScenario(AgentFolder agent, int limit) {
        this.agent = agent;
        peer = Launch.of(PoolPeer.class)
                .on(network.peer())
                .arguments(network.peer().address(), "drain")
                .start();
        port = peer.stdout().await("listening (\\d+)").group(1);
        launch = Launch.of(DescriptorExhaustion.class)
                .on(network.app())
                .through(List.of("prlimit", "--nofile=" + limit))
                .arguments(network.peer().address(), port);
    }

    /** Starts the application with the agent. */
    FewDescriptorsScenario startWithAgent(String takesOrWaits) {
        launch.agent(configuration());
        return start(takesOrWaits);
    }

    FewDescriptorsScenario start(String takesOrWaits) {
        application = launch.arguments(takesOrWaits).start();
        application.stdout().await("ready");
        return this;
    }

    /** The argument of the agent. */
    String configuration() {
        return agent.configure(POLICY);
    }

    ForkedProcess application() {
        return application;
    }

    /** Sends the application a command and returns the result. */
    String perform(String command) {
        application.send(command);
        return awaitDone(command);
    }

    String awaitDone(String command) {
        return application.stdout().await("done " + command + ": (.*)").group(1);
    }

    String open() {
        return perform("open " + port);
    }

    /**
     * The result of opening and closing a connection.
     *
     * @param number distinguishes the attempts
     */
    String tryToOpen(int number) {
        return perform("try " + port + " " + number);
    }

    void silencePeer() {
        network.silencePeer();
    }

    /** The status that the command line reports. */
    JsonObject status() {
        String pid = String.valueOf(application.pid());
        return JsonParser.parseString(
                        String.join("", Cli.done("status", pid, "--json").stdout()))
                .getAsJsonObject();
    }

    @Override
    public void close() {
        if (application != null) {
            application.close();
        }
        peer.close();
        network.close();
    }
}
