// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The response to a request, after which the connection is closed. */
final class HttpResponse {

    private static final String LINE_END = "\r\n";

    private final StringBuilder head;
    private byte[] body = {};
    private boolean withoutBody;

    HttpResponse(HttpStatus status) {
        head = new StringBuilder(status.line()).append(LINE_END);
        with("Date", now());
        with("Connection", "close");
    }

    /** With two digits for the day, as RFC 9110 (5.6.7) requires; RFC 1123 allows one. */
    private static String now() {
        String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.now(ZoneOffset.UTC));
        return now.charAt(6) == ' ' ? now.substring(0, 5) + "0" + now.substring(5) : now;
    }

    /** Adds a header field. */
    HttpResponse with(String name, String value) {
        head.append(name).append(": ").append(value).append(LINE_END);
        return this;
    }

    HttpResponse body(byte[] content) {
        body = content;
        return this;
    }

    /** Omits the body but keeps its length, as for HEAD. */
    HttpResponse withoutBody() {
        withoutBody = true;
        return this;
    }

    ByteBuffer bytes() {
        with("Content-Length", String.valueOf(body.length));
        byte[] start = head.append(LINE_END).toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.allocate(start.length + (withoutBody ? 0 : body.length));
        bytes.put(start);
        if (!withoutBody) {
            bytes.put(body);
        }
        bytes.flip();
        return bytes;
    }
}
