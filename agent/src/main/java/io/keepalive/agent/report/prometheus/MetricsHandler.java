package io.keepalive.agent.report.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.keepalive.agent.report.Desk;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Answers a scrape: in OpenMetrics where that is asked for, else in the Prometheus text format. */
final class MetricsHandler implements HttpHandler {

    static final String PATH = "/metrics";

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int INTERNAL_ERROR = 500;
    private static final int NO_BODY = -1;

    private final Metrics metrics;
    private final Desk desk;
    private final ExpositionFormatWriter text = PrometheusTextFormatWriter.create();
    private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();

    MetricsHandler(Desk desk) {
        this.metrics = new Metrics(desk);
        this.desk = desk;
    }

    /** @throws IOException where the scraper is gone */
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(NOT_FOUND, NO_BODY);
            } else if (!exchange.getRequestMethod().matches("GET|HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, NO_BODY);
            } else {
                answer(exchange);
            }
        } catch (RuntimeException | Error failure) {
            desk.failed("metrics", failure);
            exchange.sendResponseHeaders(INTERNAL_ERROR, NO_BODY);
        } finally {
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        ExpositionFormatWriter writer = openMetrics.accepts(accept) ? openMetrics : text;
        boolean zipped = isZipWelcome(exchange);
        byte[] body = body(writer, EscapingScheme.fromAcceptHeader(accept), zipped);
        exchange.getResponseHeaders().set("Content-Type", writer.getContentType());
        if (zipped) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(OK, NO_BODY);
        } else {
            exchange.sendResponseHeaders(OK, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private byte[] body(ExpositionFormatWriter writer, EscapingScheme escaping, boolean zipped) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (OutputStream out = zipped ? new GZIPOutputStream(body) : body) {
            writer.write(out, metrics.now(), escaping);
        }
        return body.toByteArray();
    }

    private static boolean isZipWelcome(HttpExchange exchange) {
        List<String> encodings = exchange.getRequestHeaders().get("Accept-Encoding");
        return encodings != null && encodings.stream().anyMatch(encoding -> encoding.contains("gzip"));
    }
}
