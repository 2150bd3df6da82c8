// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli;

import io.keepalive.agent.attach.protocol.CommandType;
import io.keepalive.agent.attach.protocol.Fields;
import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.ReplyStatus;
import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.cli.dialogue.Replies;
import io.keepalive.agent.cli.dialogue.TargetJvm;
import io.keepalive.agent.cli.jvm.CommandFailure;
import io.keepalive.agent.cli.jvm.Version;
import io.keepalive.agent.cli.view.TerminalText;
import io.keepalive.agent.text.JsonText;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status PID [--json]}. */
@Command(
        name = "status",
        description = {
            "Show the agent's mode, settings and counts in a JVM.",
            "",
            "The exit status is 3 if the agent is not in that JVM, which is then not attached to. To monitor a service"
                    + " all the time, use the log, JMX or metrics: every call of this command leaves a few kilobytes"
                    + " in that JVM.",
            ""
        })
final class StatusCommand implements Callable<Integer> {

    private static final String[] TEXTS = {"version", "jvm", "mode", "environment", "config.file"};
    private static final String[] NUMBERS = {
        "connections", "peers.suspect", "peers.stalled", "peers.dead", "adopted", "app.changes", "agent.errors"
    };

    private static final String OUT_OF_SERVICE = "out.of.service";

    @Mixin
    private PidOption process;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        TargetJvm target = process.target();
        if (!target.hasAgent()) {
            return absent(target);
        }
        Reply reply;
        try {
            reply = target.send(Request.of(CommandType.STATUS, Version.ofThisJar()));
        } catch (CommandFailure failure) {
            if (failure.status() == CommandFailure.ABSENT) {
                return absent(target);
            }
            throw failure;
        }
        if (reply.status() == ReplyStatus.STARTING) {
            printState(target, "starting", "the agent is just starting in process " + target.pid());
        } else if (json) {
            out().println(JsonText.document(document(target, reply)));
        } else {
            print(Replies.firstEntry(target, reply), reply);
        }
        return 0;
    }

    private Integer absent(TargetJvm target) throws CommandFailure {
        if (!json) {
            throw target.absent();
        }
        printState(target, "absent", "");
        return CommandFailure.ABSENT;
    }

    private void printState(TargetJvm target, String state, String sentence) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("pid", target.pid());
        document.put("agent", state);
        out().println(json ? JsonText.document(document) : sentence);
    }

    private static Map<String, Object> document(TargetJvm target, Reply reply) throws CommandFailure {
        Fields status = Replies.firstEntry(target, reply);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("pid", target.pid());
        document.put("agent", "running");
        for (String name : TEXTS) {
            if (status.get(name) != null) {
                document.put(name, status.get(name));
            }
        }
        for (String name : NUMBERS) {
            if (status.get(name) != null) {
                document.put(name, status.number(name));
            }
        }
        document.put("settings", texts(reply, "setting"));
        document.put(OUT_OF_SERVICE, texts(reply, OUT_OF_SERVICE));
        return document;
    }

    private void print(Fields status, Reply reply) {
        PrintWriter out = out();
        out.println(
                TerminalText.text("keepalive-agent " + status.get("version", "?") + " on " + status.get("jvm", "?")));
        printLine("configuration", status.get("config.file", "built in"));
        printLine("environment", status.get("environment", "none"));
        printLines("settings", texts(reply, "setting"));
        printLine("connections", status.number("connections") + " open, " + status.number("adopted") + " adopted");
        printLine(
                "peers",
                status.number("peers.suspect") + " suspect now, " + stalled(status) + status.number("peers.dead")
                        + " dead since the start");
        printLine("app changes", String.valueOf(status.number("app.changes")));
        printLine("agent errors", String.valueOf(status.number("agent.errors")));
        printLines("out of service", texts(reply, OUT_OF_SERVICE));
    }

    private void printLines(String name, List<String> values) {
        String label = name;
        for (String value : values) {
            printLine(label, value);
            label = "";
        }
    }

    /** An agent of an earlier version does not count them. */
    private static String stalled(Fields status) {
        return status.get("peers.stalled") == null ? "" : status.number("peers.stalled") + " stalled now, ";
    }

    private void printLine(String name, String value) {
        out().println(String.format("%-14s %s", name, TerminalText.text(value)));
    }

    private static List<String> texts(Reply reply, String name) {
        return reply.entries().stream()
                .map(entry -> entry.get(name))
                .filter(text -> text != null)
                .collect(Collectors.toList());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
