// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

/** The status codes of RFC 9110 and RFC 6585 in use here. */
enum HttpStatus {
    OK(200, "OK"),
    BAD_REQUEST(400, "Bad Request"),
    NOT_FOUND(404, "Not Found"),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    REQUEST_TIMEOUT(408, "Request Timeout"),
    HEAD_TOO_LARGE(431, "Request Header Fields Too Large"),
    INTERNAL_ERROR(500, "Internal Server Error"),
    UNAVAILABLE(503, "Service Unavailable");

    private final String line;

    HttpStatus(int code, String reason) {
        line = "HTTP/1.1 " + code + " " + reason;
    }

    /** The status line, without its end. */
    String line() {
        return line;
    }
}
