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
            "What stands there is what the kernel says at that moment. KEEPALIVE is idle/interval/count, or off; PROBES"
                    + " counts the unanswered ones. On a terminal, rows are cut to its width, and there are no more"
                    + " than it has lines for; into a pipe or a file goes everything.",
            ""
        })
final class ConnectionsCommand implements Callable<Integer> {

    private static final long EVERY_MILLIS = 1_000;

    /** The heading, the summary, and the line of the next prompt. */
    private static final int OTHER_LINES = 3;

    @Mixin
    private PidOption process;

    @Option(names = "--json", description = "As one JSON document, with all connections unless --limit is given.")
    private boolean json;

    @Option(names = "--watch", description = "Refresh every second, until interrupted (Ctrl-C).")
    private boolean watch;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Show at most so many; 0 for all. As many as fit, on a terminal; else all.")
    private Integer limit;

    @Spec
    private CommandSpec spec;

    private Terminal terminal;

    @Override
    public Integer call() throws CommandFailure {
        if (json && watch) {
            throw new ParameterException(spec.commandLine(), "--json gives one document, --watch many: not together");
        }
        terminal = Terminal.ofThisProcess();
        TargetJvm target = process.targetWithAgent();
        Request request = Request.of(CommandType.CONNECTIONS, Version.ofThisJar());
        if (watch) {
            watch(target, request.every(EVERY_MILLIS));
        } else {
            ConnectionList connections = new ConnectionList(target.pid(), Replies.done(target, request));
            show(connections);
        }
        return 0;
    }

    /** In one piece: line by line, ten thousand would be ten thousand system calls. */
    private void show(ConnectionList connections) {
        String text = json
                ? connections.json(limit == null ? 0 : limit)
                : String.join(
                        System.lineSeparator(), connections.lines(most(), terminal.columns(), terminal.hasColours()));
        spec.commandLine().getOut().println(text);
    }

    private int most() {
        return limit != null ? limit : terminal.isThere() ? Math.max(1, terminal.rows() - OTHER_LINES) : 0;
    }

    /** In one attaching, however long it takes. What belongs to it goes also where Ctrl-C ends this JVM. */
    private void watch(TargetJvm target, Request request) throws CommandFailure {
        LiveView screen = new LiveView(spec.commandLine().getOut(), terminal);
        try (Dialogue dialogue = target.open(request)) {
            Runtime.getRuntime().addShutdownHook(new Thread(screen::close));
            Reply reply = dialogue.first();
            for (long last = System.nanoTime(); ; ) {
                if (reply != null) {
                    show(target, reply, screen);
                    last = System.nanoTime();
                }
                reply = dialogue.next(EVERY_MILLIS);
                mustStillAnswer(target, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last));
                terminal = Terminal.ofThisProcess();
            }
        }
    }

    private void show(TargetJvm target, Reply reply, LiveView screen) throws CommandFailure {
        ConnectionList connections =
                new ConnectionList(target.pid(), Replies.done(target, target.runningOrFailure(reply)));
        screen.show(connections.lines(most(), terminal.columns(), terminal.hasColours()));
    }

    private static void mustStillAnswer(TargetJvm target, long silentMillis) throws CommandFailure {
        target.mustBeThere();
        if (silentMillis > 10 * EVERY_MILLIS) {
            target.mustHaveAgent();
        }
        if (silentMillis > Dialogue.PATIENCE_MILLIS) {
            throw new CommandFailure(
                    "the agent in process " + target.pid() + " has not answered for " + silentMillis / 1000 + " s");
        }
    }
}
