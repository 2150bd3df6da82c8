package io.keepalive.compat.reports;

import io.keepalive.compat.deaths.IdleConnectionScenario;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Those who connect to the port of the metrics and do not behave as Prometheus does. Closing ends them all. */
final class Visitors implements Closeable {

    /** Those who came first leave when there are more: a test, too, has only so many descriptors. */
    private static final int AT_A_TIME = 400;

    private static final int LIMIT_MILLIS = 60_000;

    private static final String BEGINNING = "GET /metrics HTTP/1.1\r\nHost: test\r\nX-Slowly: ";
    private static final String SCRAPE = "GET /metrics HTTP/1.1\r\nHost: test\r\n\r\n";

    private final int port;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile boolean gone;

    Visitors(int port) {
        this.port = port;
    }

    /** So many say nothing. */
    void comeAndStay(int number) {
        for (int i = 0; i < number; i++) {
            come();
        }
    }

    /** So many send a part of a request, and no more. */
    void comeAndBegin(int number) {
        for (int i = 0; i < number; i++) {
            say(come(), BEGINNING);
        }
    }

    /** So many go on sending their request for ever, a byte at a time, and come again when they are sent away. */
    void comeAndDrip(int number) {
        for (int i = 0; i < number; i++) {
            inBackground(() -> {
                Socket socket = come();
                say(socket, BEGINNING);
                while (say(socket, "x")) {
                    IdleConnectionScenario.letPass(Duration.ofMillis(50));
                }
            });
        }
    }

    /** So many ask for the metrics and do not read them. */
    void comeAndAsk(int number) {
        for (int i = 0; i < number; i++) {
            say(come(), SCRAPE);
        }
    }

    /** Somebody is always there, who has asked or is silent, and stays after that. */
    void keepComing() {
        inBackground(() -> {
            comeAndAsk(1);
            comeAndStay(1);
            IdleConnectionScenario.letPass(Duration.ofMillis(20));
        });
    }

    /** Asks, and gives whatever the answer is, up to the end of the connection; empty where it just ends. */
    String ask(String request) {
        Socket socket = come();
        start(() -> say(socket, request));
        return readToTheEnd(socket);
    }

    /** Waits until those who came first have been sent away: until then they may not even have been let in. */
    void awaitSentAway(int number) {
        sockets.stream().limit(number).forEach(Visitors::readToTheEnd);
    }

    private static String readToTheEnd(Socket socket) {
        try {
            socket.setSoTimeout(LIMIT_MILLIS);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException noEnd) {
            throw new AssertionError("neither answered nor sent away", noEnd);
        } catch (IOException reset) {
            return "";
        }
    }

    private void inBackground(Runnable visit) {
        start(() -> {
            while (!gone) {
                try {
                    visit.run();
                } catch (UncheckedIOException nobodyIsAtHome) {
                    IdleConnectionScenario.letPass(Duration.ofMillis(20));
                }
            }
        });
    }

    private static void start(Runnable visit) {
        Thread visitor = new Thread(visit);
        visitor.setDaemon(true);
        visitor.start();
    }

    private Socket come() {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(socket);
            if (sockets.size() > AT_A_TIME) {
                sockets.remove().close();
            }
            return socket;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns whether the other end was still there, as far as can be told. */
    private static boolean say(Socket socket, String words) {
        try {
            socket.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        } catch (IOException sentAway) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        leave();
    }

    /** All of them. */
    void leave() throws IOException {
        gone = true;
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
