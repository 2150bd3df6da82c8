// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import io.keepalive.agent.fault.PartHealth;
import io.keepalive.agent.report.SinkContext;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** Responds to a scrape: in OpenMetrics if the client accepts it, else in the Prometheus text format. */
final class MetricsPage implements Function<HttpRequest, HttpResponse> {

    private static final String PATH = "/metrics";

    private final Metrics metrics;
    private final SinkContext context;
    private final ExpositionFormatWriter text = PrometheusTextFormatWriter.create();
    private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();

    private final PartHealth health;

    MetricsPage(SinkContext context) {
        this.health = context.addSink("the metrics page");
        this.metrics = new Metrics(context);
        this.context = context;
    }

    @Override
    public HttpResponse apply(HttpRequest request) {
        if (!PATH.equals(request.path())) {
            return new HttpResponse(HttpStatus.NOT_FOUND);
        }
        if (!request.method().matches("GET|HEAD")) {
            return new HttpResponse(HttpStatus.METHOD_NOT_ALLOWED).with("Allow", "GET, HEAD");
        }
        health.begin();
        try {
            HttpResponse response = scrape(request);
            health.succeeded();
            return response;
        } catch (IOException | RuntimeException | Error failure) {
            health.failed(failure);
            context.failed("metrics", failure);
            return new HttpResponse(HttpStatus.INTERNAL_ERROR);
        } finally {
            health.end();
        }
    }

    /** The page is no longer served. */
    void close() {
        context.parts().remove(health);
    }

    private HttpResponse scrape(HttpRequest request) throws IOException {
        String accept = request.field("accept");
        ExpositionFormatWriter writer = openMetrics.accepts(accept) ? openMetrics : text;
        boolean gzip = acceptsGzip(request);
        HttpResponse response = new HttpResponse(HttpStatus.OK).with("Content-Type", writer.getContentType());
        if (gzip) {
            response.with("Content-Encoding", "gzip");
        }
        response.body(body(writer, EscapingScheme.fromAcceptHeader(accept), gzip));
        return request.method().equals("HEAD") ? response.withoutBody() : response;
    }

    private byte[] body(ExpositionFormatWriter writer, EscapingScheme escaping, boolean gzip) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (OutputStream out = gzip ? new GZIPOutputStream(body) : body) {
            writer.write(out, metrics.now(), escaping);
        }
        return body.toByteArray();
    }

    private static boolean acceptsGzip(HttpRequest request) {
        String encodings = request.field("accept-encoding");
        return encodings != null && encodings.contains("gzip");
    }
}
