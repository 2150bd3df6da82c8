package io.keepalive.agent.report.prometheus;

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

/** Answers a scrape: in OpenMetrics where that is asked for, else in the Prometheus text format. */
final class MetricsPage implements Function<HttpRequest, HttpResponse> {

    private static final String PATH = "/metrics";

    private final Metrics metrics;
    private final SinkContext desk;
    private final ExpositionFormatWriter text = PrometheusTextFormatWriter.create();
    private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();

    MetricsPage(SinkContext desk) {
        this.metrics = new Metrics(desk);
        this.desk = desk;
    }

    @Override
    public HttpResponse apply(HttpRequest request) {
        if (!PATH.equals(request.path())) {
            return new HttpResponse(HttpStatus.NOT_FOUND);
        }
        if (!request.method().matches("GET|HEAD")) {
            return new HttpResponse(HttpStatus.METHOD_NOT_ALLOWED).with("Allow", "GET, HEAD");
        }
        try {
            return scraped(request);
        } catch (IOException | RuntimeException | Error failure) {
            desk.failed("metrics", failure);
            return new HttpResponse(HttpStatus.FAILED);
        }
    }

    private HttpResponse scraped(HttpRequest request) throws IOException {
        String accept = request.field("accept");
        ExpositionFormatWriter writer = openMetrics.accepts(accept) ? openMetrics : text;
        boolean zipped = isZipWelcome(request);
        HttpResponse answer = new HttpResponse(HttpStatus.OK).with("Content-Type", writer.getContentType());
        if (zipped) {
            answer.with("Content-Encoding", "gzip");
        }
        answer.body(body(writer, EscapingScheme.fromAcceptHeader(accept), zipped));
        return request.method().equals("HEAD") ? answer.withoutBody() : answer;
    }

    private byte[] body(ExpositionFormatWriter writer, EscapingScheme escaping, boolean zipped) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (OutputStream out = zipped ? new GZIPOutputStream(body) : body) {
            writer.write(out, metrics.now(), escaping);
        }
        return body.toByteArray();
    }

    private static boolean isZipWelcome(HttpRequest request) {
        String encodings = request.field("accept-encoding");
        return encodings != null && encodings.contains("gzip");
    }
}
