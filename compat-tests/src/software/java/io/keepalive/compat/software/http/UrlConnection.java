// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.http;

import io.keepalive.compat.software.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Gets a page with the JDK's oldest client, and again when its connection has been idle. */
public final class UrlConnection {

    private UrlConnection() {}

    public static void main(String[] arguments) throws Exception {
        URL url = new URL("http://" + arguments[0] + ":" + arguments[1] + "/");
        get(url);
        Signals.open();
        get(url);
    }

    private static void get(URL url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        try (BufferedReader body =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            System.out.println(connection.getResponseCode() + " " + body.readLine());
        }
    }
}
