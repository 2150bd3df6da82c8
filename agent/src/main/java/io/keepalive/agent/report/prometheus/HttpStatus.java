package io.keepalive.agent.report.prometheus;

/** What became of a request: the codes of RFC 9110 and RFC 6585 that are in use here. */
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

    /** The first line of an answer, without its end. */
    String line() {
        return line;
    }
}
