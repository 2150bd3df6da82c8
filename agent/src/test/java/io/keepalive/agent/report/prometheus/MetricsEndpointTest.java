// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.report.ListenAddress;
import io.keepalive.agent.report.SinkContexts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final List<String> problems = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong(1_000);
    private final int port = freePort();
    private boolean networkingIsSetUp = true;
    private final MetricsEndpoint endpoint = new MetricsEndpoint(
            new ListenAddress("127.0.0.1:" + port, LOOPBACK, port),
            SinkContexts.of(problems),
            new AgentSockets(null),
            () -> networkingIsSetUp,
            clock::get);

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void servesTheCounters() throws Exception {
        assertThat(endpoint.tick()).isEqualTo(MetricsEndpoint.RETRY_MILLIS);

        HttpResponse<String> response = get("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(response.body())
                .contains("# TYPE keepalive_agent_errors_total counter", "keepalive_agent_errors_total 0.0");
    }

    @Test
    void listensOnceItIsAllowed() throws Exception {
        networkingIsSetUp = false;
        assertThat(endpoint.tick()).isEqualTo(MetricsEndpoint.PERMISSION_POLL_MILLIS);
        assertPortIsFree();

        networkingIsSetUp = true;
        assertThat(endpoint.tick()).isEqualTo(MetricsEndpoint.RETRY_MILLIS);
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void listensAgainAfterACheckpoint() throws Exception {
        endpoint.tick();
        endpoint.closeFiles();
        assertPortIsFree();
        assertThat(endpoint.tick()).isEqualTo(MetricsEndpoint.RETRY_MILLIS);
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
        assertThat(problems).isEmpty();
    }

    @Test
    void servesOpenMetricsOnRequest() throws Exception {
        endpoint.tick();

        HttpResponse<String> response = get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0");

        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/openmetrics-text");
        assertThat(response.body()).endsWith("# EOF\n");
    }

    /** The header of a Prometheus that also accepts protobuf, which the agent does not support. */
    @Test
    void servesTextWhenProtobufIsPreferred() throws Exception {
        endpoint.tick();

        HttpResponse<String> response = get(
                "/metrics",
                "Accept",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,"
                        + "text/plain;version=0.0.4;q=0.4,*/*;q=0.1");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    }

    @Test
    void compressesOnRequest() throws Exception {
        endpoint.tick();

        HttpResponse<String> response = get("/metrics", "Accept-Encoding", "gzip");

        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(response.body()).doesNotContain("keepalive_");
    }

    @Test
    void servesNoOtherPathOrMethod() throws Exception {
        endpoint.tick();

        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/all").statusCode()).isEqualTo(404);
        HttpRequest post = HttpRequest.newBuilder(uri("/metrics"))
                .POST(BodyPublishers.ofString("x"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(post, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void reportsATakenPortOnceAndRetries() throws Exception {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK))) {
            assertThat(endpoint.tick()).isEqualTo(MetricsEndpoint.RETRY_MILLIS);
            clock.addAndGet(MetricsEndpoint.RETRY_MILLIS);
            assertThat(endpoint.tick()).isEqualTo(MetricsEndpoint.RETRY_MILLIS);
            assertThat(taken.isBound()).isTrue();
        }
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("metrics cannot be served on 127.0.0.1:" + port + " (Address already in use");

        clock.addAndGet(MetricsEndpoint.RETRY_MILLIS);
        assertThat(endpoint.tick()).isEqualTo(MetricsEndpoint.RETRY_MILLIS);
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void closeEndsItsThreadAndFreesThePort() throws Exception {
        endpoint.tick();
        get("/metrics");
        assertThat(threads()).containsExactly("keepalive-metrics");

        endpoint.close();

        assertPortIsFree();
        while (!threads().isEmpty()) {
            Thread.sleep(10);
        }
    }

    private void assertPortIsFree() throws IOException {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK))) {
            assertThat(free.isBound()).isTrue();
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("keepalive-metrics"))
                .toList();
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static int freePort() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            return any.getLocalPort();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
