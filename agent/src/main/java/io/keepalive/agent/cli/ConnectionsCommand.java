// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli;

import io.keepalive.agent.attach.protocol.CommandType;
import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.cli.dialogue.Dialogue;
import io.keepalive.agent.cli.dialogue.Replies;
import io.keepalive.agent.cli.dialogue.TargetJvm;
import io.keepalive.agent.cli.jvm.CommandFailure;
import io.keepalive.agent.cli.jvm.Version;
import io.keepalive.agent.cli.view.ConnectionList;
import io.keepalive.agent.cli.view.LiveView;
import io.keepalive.agent.cli.view.Terminal;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code connections PID [--json] [--watch] [--limit N]}. */
@Command(
        name = "connections",
        description = {
            "Show the open connections of a JVM, dead and suspect peers first, then the oldest.",
            "",
            "KEEPALIVE, USER-TIMEOUT and PROBES are read from the kernel for each call. KEEPALIVE is"
                    + " idle/interval/count, or off; PROBES is the number of unanswered probes. BUSY is how long a silent"
                    + " peer may leave sent data unacknowledged: the busy timeout, for which the agent sets a user"
                    + " timeout while the peer is silent (armed), or a shorter user timeout. On a terminal, rows are cut to its"
                    + " width and limited to its height; a pipe or a file gets everything.",
            ""
        })
final class ConnectionsCommand implements Callable<Integer> {

    private static final long REFRESH_MILLIS = 1_000;

    /** The heading, the summary, and the line of the next prompt. */
    private static final int OTHER_LINES = 3;

    @Mixin
    private PidOption process;

    @Option(names = "--json", description = "Print one JSON document, with all connections unless --limit is given.")
    private boolean json;

    @Option(names = "--watch", description = "Refresh every second, until interrupted (Ctrl-C).")
    private boolean watch;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Show at most N connections; 0 for all. Default: as many as fit on a terminal, else all.")
    private Integer limit;

    @Spec
    private CommandSpec spec;

    private Terminal terminal;

    @Override
    public Integer call() throws CommandFailure {
        if (json && watch) {
            throw new ParameterException(spec.commandLine(), "--json and --watch cannot be combined");
        }
        terminal = Terminal.ofThisProcess();
        TargetJvm target = process.targetWithAgent();
        Request request = Request.of(CommandType.CONNECTIONS, Version.ofThisJar());
        if (watch) {
            watch(target, request.every(REFRESH_MILLIS));
        } else {
            ConnectionList connections = new ConnectionList(target.pid(), Replies.requireRunning(target, request));
            show(connections);
        }
        return 0;
    }

    /** Prints everything at once, because ten thousand lines would be ten thousand system calls. */
    private void show(ConnectionList connections) {
        String text = json
                ? connections.json(limit == null ? 0 : limit)
                : String.join(
                        System.lineSeparator(),
                        connections.lines(rowLimit(), terminal.columns(), terminal.hasColours()));
        spec.commandLine().getOut().println(text);
    }

    private int rowLimit() {
        return limit != null ? limit : terminal.exists() ? Math.max(1, terminal.rows() - OTHER_LINES) : 0;
    }

    /** Attaches once. A shutdown hook restores the terminal when Ctrl-C ends this JVM. */
    private void watch(TargetJvm target, Request request) throws CommandFailure {
        LiveView view = new LiveView(spec.commandLine().getOut(), terminal);
        try (Dialogue dialogue = target.open(request)) {
            Runtime.getRuntime().addShutdownHook(new Thread(view::close));
            Reply reply = dialogue.firstReply();
            for (long last = System.nanoTime(); ; ) {
                if (reply != null) {
                    show(target, reply, view);
                    last = System.nanoTime();
                }
                reply = dialogue.nextReply(REFRESH_MILLIS);
                requireReplies(target, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last));
                terminal = Terminal.ofThisProcess();
            }
        }
    }

    private void show(TargetJvm target, Reply reply, LiveView view) throws CommandFailure {
        ConnectionList connections =
                new ConnectionList(target.pid(), Replies.requireRunning(target, target.requireAccepted(reply)));
        view.show(connections.lines(rowLimit(), terminal.columns(), terminal.hasColours()));
    }

    private static void requireReplies(TargetJvm target, long sinceReplyMillis) throws CommandFailure {
        target.requireAlive();
        if (sinceReplyMillis > 10 * REFRESH_MILLIS) {
            target.requireAgent();
        }
        if (sinceReplyMillis > Dialogue.TIMEOUT_MILLIS) {
            throw new CommandFailure(
                    "the agent in process " + target.pid() + " has not replied for " + sinceReplyMillis / 1000 + " s");
        }
    }
}
