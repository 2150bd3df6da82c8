// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.Required;
import io.keepalive.testkit.Script;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The sockets of a process as the kernel holds them, read from outside by sockets.py, without relying on the JVM. */
public final class KernelView {

    private static Process script;
    private static BufferedReader answers;
    private static PrintWriter questions;

    private KernelView() {}

    /** All open sockets of the process. Where the kernel does not allow that, see {@link Required#missing}. */
    public static List<KernelSocket> socketsOf(long pid) {
        List<KernelSocket> sockets = new ArrayList<>();
        ask(pid, "").getAsJsonArray().forEach(facts -> sockets.add(new KernelSocket(facts.getAsJsonObject())));
        return sockets;
    }

    /**
     * Sets a socket option from outside, as native code in the process could without the JVM's knowledge.
     *
     * @param level and option as in the kernel's headers
     */
    public static void set(AnnouncedConnection end, int level, int option, int value) {
        end.settings();
        ask(end.pid(), " " + end.localPort() + " " + end.peerPort() + " " + level + " " + option + " " + value);
    }

    /** Keeps the process's end of a connection open from outside, as a process does that shares it. */
    public static HeldEnd hold(AnnouncedConnection end) {
        JsonElement number = ask(end.pid(), " " + end.localPort() + " " + end.peerPort());
        return new HeldEnd(number.getAsJsonArray().get(0).getAsInt());
    }

    /**
     * An end of a connection that this JVM keeps open to its end.
     *
     * @param number of its descriptor in sockets.py
     */
    public record HeldEnd(int number) {

        /** The options of its socket now. */
        public SocketOptions settings() {
            JsonElement facts = ask(number, " 0").getAsJsonArray().get(0);
            return new KernelSocket(facts.getAsJsonObject()).settings();
        }
    }

    private static synchronized JsonElement ask(long pid, String more) {
        try {
            start();
            questions.println(pid + more);
            JsonElement answer = JsonParser.parseString(answers.readLine());
            if (answer.isJsonObject()) {
                refuse(pid, answer.getAsJsonObject());
            }
            return answer;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Only a refusal by the kernel aborts the test; every other error fails it. */
    private static void refuse(long pid, JsonObject answer) {
        String error = answer.get("error").getAsString();
        if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            throw new AssertionError("the application has ended");
        }
        if (answer.get("denied").getAsBoolean()) {
            Required.missing("the sockets of another process cannot be read here: " + error);
        }
        throw new AssertionError(error);
    }

    private static void start() throws IOException {
        if (script == null) {
            script = new ProcessBuilder("python3", "-c", Script.text("sockets.py"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            answers = new BufferedReader(new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8));
            questions = new PrintWriter(new OutputStreamWriter(script.getOutputStream(), StandardCharsets.UTF_8), true);
        }
    }

    /** The options of the process's end of a connection now. */
    public static Optional<SocketOptions> settings(long pid, int localPort, int peerPort) {
        return socketsOf(pid).stream()
                .filter(socket -> socket.isBetween(localPort, peerPort))
                .map(KernelSocket::settings)
                .findFirst();
    }

    /** Waits until the process's sockets meet the condition, and returns them. */
    public static List<KernelSocket> await(long pid, Predicate<List<KernelSocket>> wanted) {
        List<KernelSocket> sockets = Await.read(() -> socketsOf(pid), wanted);
        if (!wanted.test(sockets)) {
            throw new AssertionError("not as wanted: " + sockets);
        }
        return sockets;
    }

    /**
     * Waits until the options of the process's end of a connection meet the condition, and returns the last ones read.
     */
    public static SocketOptions awaitSettings(long pid, int localPort, int peerPort, Predicate<SocketOptions> wanted) {
        return Await.read(
                        () -> settings(pid, localPort, peerPort),
                        settings -> settings.filter(wanted).isPresent())
                .orElseThrow(() -> new AssertionError(
                        "no connection " + localPort + " -> " + peerPort + " among " + socketsOf(pid)));
    }
}
