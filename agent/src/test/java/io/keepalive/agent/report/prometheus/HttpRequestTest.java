// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestTest {

    @Test
    void parsesAPrometheusRequest() {
        HttpRequest request =
                HttpRequest.parse("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:9464\r\nUser-Agent: Prometheus/3.0\r\n"
                        + "Accept: application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1\r\n"
                        + "Accept-Encoding: gzip\r\nX-Prometheus-Scrape-Timeout-Seconds: 10\r\n\r\n");

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/metrics");
        assertThat(request.field("accept")).isEqualTo("application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1");
        assertThat(request.field("accept-encoding")).isEqualTo("gzip");
        assertThat(request.field("cookie")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/metrics, /metrics",
        "/metrics?name[]=up, /metrics",
        "/metrics?name=up, /metrics",
        "/%6detrics, /metrics",
        "http://host:9464/metrics, /metrics",
        "*, *",
        "host:80,"
    })
    void findsThePathInEveryKindOfTarget(String target, String path) {
        // Brackets are invalid in a URI, but people type them.
        String written = target.replace("[", "%5B").replace("]", "%5D");
        assertThat(HttpRequest.parse("GET " + written + " HTTP/1.1\n\n").path()).isEqualTo(path);
    }

    @Test
    void joinsRepeatedFields() {
        HttpRequest request = HttpRequest.parse("GET / HTTP/1.0\nAccept: text/plain\nACCEPT:\tapplication/json \n\n");
        assertThat(request.field("accept")).isEqualTo("text/plain, application/json");
    }

    @Test
    void skipsEmptyLinesBeforeTheRequest() {
        assertThat(HttpRequest.parse("\r\n\r\nHEAD / HTTP/1.1\r\n\r\n").method())
                .isEqualTo("HEAD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "GET /metrics\r\n\r\n",
                "GET  /metrics HTTP/1.1\r\n\r\n",
                "GET /metrics HTTP/2.0\r\n\r\n",
                "GET /%zz HTTP/1.1\r\n\r\n",
                "G@T / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nno field\r\n\r\n",
                "GET / HTTP/1.1\r\nAccept: one\r\n and folded\r\n\r\n",
                "GET / HTTP/1.1\r\nAccept : blank before the colon\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000 a TLS client"
            })
    void returnsNullForAnInvalidRequest(String head) {
        assertThat(HttpRequest.parse(head)).isNull();
    }
}
