// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Precedes the agent's jar on the class path, so that the JVM calls it instead, and sends forged replies. */
public final class KeepaliveAgent {

    private static final String TOO_MUCH = new String(new char[1 << 20]).replace('\0', 'x');

    public static void agentmain(String argument, Instrumentation instrumentation) throws Exception {
        String forgery = System.getProperty("forgery");
        if (forgery.equals("never")) {
            Thread.sleep(Long.MAX_VALUE);
        }
        if (forgery.equals("terminal")) {
            printTerminalsOfDeputies();
        }
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(argument.replaceAll(".*:", "")))) {
            write(forgery, out);
        }
    }

    private static void write(String forgery, OutputStream out) throws Exception {
        String head = "protocol=1\tanswer=DONE\tversion=1\n";
        switch (forgery) {
            case "control":
                out.write(bytes(head.replace("version=1", "version=" + Texts.ESCAPED)));
                out.write(bytes(Texts.record() + "\nsetting=" + Texts.ESCAPED + "\nsentence=" + Texts.ESCAPED + "\n"));
                break;
            case "refusal":
                out.write(bytes(head.replace("DONE", "REFUSED") + "sentence=" + Texts.ESCAPED + "\n"));
                break;
            case "raw":
                out.write(bytes(head.replace("version=1", "version=\u001b[2J")));
                break;
            case "endless":
                out.write(bytes(head));
                for (int i = 0; i < 80; i++) {
                    out.write(bytes(TOO_MUCH));
                }
                break;
            case "empty":
                out.write(bytes(head));
                break;
            default:
                out.write(bytes(head.replace("protocol=1", "protocol=7")));
        }
        out.write(bytes("end\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The process that asks on behalf of another user, if it asks for this JVM. */
    private static void printTerminalsOfDeputies() throws IOException {
        Object user = Files.getOwner(Paths.get("/proc/self"));
        for (String name : new File("/proc").list((proc, file) -> file.matches("\\d+"))) {
            try {
                Path process = Paths.get("/proc", name);
                if (Files.getOwner(process).equals(user) && text(process, "cmdline").contains("\0deputy\0")) {
                    System.out.println("deputy on terminal " + terminal(text(process, "stat")));
                }
            } catch (IOException ended) {
                // It belongs to another process.
            }
        }
    }

    /** Field 7 of proc_pid_stat(5). */
    private static String terminal(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[4];
    }

    private static String text(Path process, String file) throws IOException {
        return new String(Files.readAllBytes(process.resolve(file)), StandardCharsets.ISO_8859_1);
    }

    /** Every text contains a control sequence, a second line, and a mark that reverses the following text. */
    private static final class Texts {

        static final String ESCAPED = "\\u001b[2Jforged\\u000aforged\\u202e\\u009b";

        private static final String[] FIELDS = {
            "version", "jvm", "mode", "environment", "config.file", "direction", "network.local.address",
            "network.peer.address", "peer.host", "rule", "state", "keepalive.enabled", "via", "opened.thread",
            "opened.at", "connection.id", "connections", "probes", "keepalive.idle.s", "age.ms"
        };

        static String record() {
            StringBuilder record = new StringBuilder();
            for (String field : FIELDS) {
                record.append(record.length() == 0 ? "" : "\t").append(field).append('=').append(ESCAPED);
            }
            return record.toString();
        }
    }
}
