// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The head of an HTTP/1 request (RFC 9112). A body is not read. */
final class HttpRequest {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern FIRST_LINE = Pattern.compile("(" + TOKEN + ") (\\S+) HTTP/1\\.\\d");
    private static final Pattern FIELD = Pattern.compile("(" + TOKEN + "):[ \\t]*(.*?)[ \\t]*");
    private static final Pattern LINE_END = Pattern.compile("\\r?\\n");

    private final String method;
    private final String path;
    private final Map<String, String> fields = new HashMap<>();

    private HttpRequest(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /**
     * Parses a request.
     *
     * @param head up to the blank line that ends it, or beyond
     * @return null if it is invalid
     */
    static HttpRequest parse(String head) {
        String[] lines = LINE_END.split(head);
        int first = 0;
        while (first < lines.length && lines[first].isEmpty()) {
            first++;
        }
        HttpRequest request = first < lines.length ? ofFirstLine(lines[first]) : null;
        for (int i = first + 1; request != null && i < lines.length && !lines[i].isEmpty(); i++) {
            request = request.with(lines[i]);
        }
        return request;
    }

    private static HttpRequest ofFirstLine(String line) {
        Matcher parts = FIRST_LINE.matcher(line);
        try {
            return parts.matches() ? new HttpRequest(parts.group(1), new URI(parts.group(2)).getPath()) : null;
        } catch (URISyntaxException noTarget) {
            return null;
        }
    }

    /** Repeated fields form a list (RFC 9110, 5.3). Returns null if the line is no field. */
    private HttpRequest with(String line) {
        Matcher parts = FIELD.matcher(line);
        if (!parts.matches()) {
            return null;
        }
        fields.merge(parts.group(1).toLowerCase(Locale.ROOT), parts.group(2), (one, more) -> one + ", " + more);
        return this;
    }

    String method() {
        return method;
    }

    /** Decoded, without the query; null if the target has no path. */
    String path() {
        return path;
    }

    /**
     * A header field's value.
     *
     * @param name in lower case
     * @return null if it is missing
     */
    String field(String name) {
        return fields.get(name);
    }
}
