// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.report.SinkContexts;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The server's limits for its clients. */
class MetricsServerTest {

    private static final String REQUEST = "GET / HTTP/1.1\r\n\r\n";
    /** More than the kernel's buffers hold. */
    private static final int LARGE = 64 << 20;

    private static final Path TABLE = Path.of("/proc/self/net/tcp6");

    private static final int MILLIS_A_TEST = 120_000;

    private final List<String> failures = new ArrayList<>();
    private final List<Socket> clients = new ArrayList<>();
    private MetricsServer server;
    private int port;

    @AfterEach
    void stop() throws IOException {
        server.stop();
        for (Socket client : clients) {
            client.close();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void closesTheConnectionAfterTheResponse() throws IOException {
        serve(request -> new HttpResponse(HttpStatus.OK).body("hello".getBytes(StandardCharsets.UTF_8)));
        String response = response(REQUEST);
        assertThat(response)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("\r\nContent-Length: 5\r\n")
                .containsPattern("\r\nDate: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n")
                .endsWith("\r\n\r\nhello");
    }

    @Test
    void evictsTheOldestConnections() throws IOException {
        serve(request -> new HttpResponse(HttpStatus.OK));
        List<Socket> idle = clients(300);
        assertThat(response(REQUEST)).startsWith("HTTP/1.1 200 OK\r\n");
        for (Socket early : idle.subList(0, 300 - MetricsServer.MAX_CONNECTIONS)) {
            assertThat(readAll(early)).isEmpty();
        }
    }

    @Test
    void explainsEvictionAndTimeoutToAStartedRequest() throws IOException {
        serve(request -> new HttpResponse(HttpStatus.OK));
        Socket evicted = clientSending("GET /");
        // The server has read it by then.
        assertThat(response(REQUEST)).startsWith("HTTP/1.1 200 OK\r\n");
        clients(MetricsServer.MAX_CONNECTIONS);
        assertThat(readAll(evicted)).startsWith("HTTP/1.1 503 Service Unavailable\r\n");
        Socket slow = clientSending("GET /");
        assertThat(readAll(slow)).startsWith("HTTP/1.1 408 Request Timeout\r\n");
    }

    @Test
    void closesASilentConnection() throws IOException {
        serve(request -> new HttpResponse(HttpStatus.OK));
        assertThat(readAll(client())).isEmpty();
    }

    @Test
    void limitsTheSizeOfARequest() throws IOException {
        serve(request -> new HttpResponse(HttpStatus.OK));
        assertThat(response("GET /" + "x".repeat(HttpExchange.HEAD_BYTES)))
                .startsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n");
        assertThat(response("nonsense\n\n")).startsWith("HTTP/1.1 400 Bad Request\r\n");
    }

    /** As from some programs, and after packet loss. */
    @Test
    void acceptsARequestInPieces() throws Exception {
        serve(request -> new HttpResponse(HttpStatus.OK));
        Socket client = client();
        for (byte piece : REQUEST.getBytes(StandardCharsets.US_ASCII)) {
            client.getOutputStream().write(piece);
        }
        assertThat(readAll(client)).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aClientThatDoesNotReadBlocksNoOtherAndIsClosed() throws Exception {
        byte[] large = new byte[LARGE];
        serve(request -> request.path().equals("/large")
                ? new HttpResponse(HttpStatus.OK).body(large)
                : new HttpResponse(HttpStatus.OK));
        Socket slow = clientSending("GET /large HTTP/1.1\r\n\r\n");
        assertThat(slow.getInputStream().read()).isEqualTo('H');
        for (int i = 0; i < 2 * MetricsServer.MAX_CONNECTIONS; i++) {
            assertThat(response(REQUEST)).startsWith("HTTP/1.1 200 OK\r\n");
        }
        awaitCloseByServer(slow);
        assertThat(countAll(slow)).isLessThan(LARGE);
    }

    @Test
    void aReadingClientGetsTheWholeResponse() throws Exception {
        byte[] large = new byte[LARGE];
        serve(request -> new HttpResponse(HttpStatus.OK).body(large));
        assertThat(countAll(clientSending(REQUEST))).isGreaterThan(LARGE);
    }

    /** An exception of the page does not end the server. */
    @Test
    void aFailureEndsOneExchange() throws IOException {
        serve(request -> {
            if (request.path().equals("/fails")) {
                throw new IllegalStateException("failed");
            }
            return new HttpResponse(HttpStatus.OK);
        });
        assertThat(response("GET /fails HTTP/1.1\r\n\r\n")).isEmpty();
        assertThat(response(REQUEST)).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(failures).containsExactly("metrics: java.lang.IllegalStateException: failed");
        failures.clear();
    }

    /** As from code that interrupts all threads. */
    @Test
    void survivesAnInterrupt() throws IOException {
        serve(request -> new HttpResponse(HttpStatus.OK));
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("keepalive-metrics"))
                .forEach(Thread::interrupt);
        assertThat(response(REQUEST)).startsWith("HTTP/1.1 200 OK\r\n");
    }

    private void serve(Function<HttpRequest, HttpResponse> page) throws IOException {
        port = freePort();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        server = MetricsServer.open(address, page, new AgentSockets(null), SinkContexts.of(failures));
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private Socket client() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout(MILLIS_A_TEST);
        clients.add(client);
        return client;
    }

    private List<Socket> clients(int number) throws IOException {
        List<Socket> many = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            many.add(client());
        }
        return many;
    }

    private Socket clientSending(String text) throws IOException {
        Socket client = client();
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return client;
    }

    private String response(String request) throws IOException {
        return readAll(clientSending(request));
    }

    /**
     * Does not read: waits until the server's end is no longer established. The kernel lists it as an IPv6 socket, and
     * may leave a row out while others come and go, so that it is to be absent twice running.
     */
    private static void awaitCloseByServer(Socket client) throws Exception {
        String loopback = "0000000000000000FFFF00000100007F";
        String established =
                ": %s:%04X %s:%04X 01 ".formatted(loopback, client.getPort(), loopback, client.getLocalPort());
        assertThat(Files.readString(TABLE)).contains(established);
        for (int absent = 0; absent < 2; absent = Files.readString(TABLE).contains(established) ? 0 : absent + 1) {
            Thread.sleep(100);
        }
    }

    private static String readAll(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Number of bytes until the connection ends or is reset. */
    private static long countAll(Socket client) {
        byte[] chunk = new byte[1 << 16];
        long all = 0;
        try {
            InputStream in = client.getInputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                all += length;
            }
        } catch (IOException reset) {
            return all;
        }
        return all;
    }
}
