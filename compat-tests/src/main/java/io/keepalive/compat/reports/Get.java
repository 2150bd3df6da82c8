// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import io.keepalive.compat.application.StandardInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * Gets the URLs that arrive on standard input and prints the lines of each answer and {@code status NUMBER}, or the
 * failure.
 */
public final class Get {

    private Get() {}

    public static void main(String[] arguments) throws IOException {
        for (String url = StandardInput.nextLine(); url != null; url = StandardInput.nextLine()) {
            try {
                get(url);
            } catch (IOException failed) {
                System.out.println("status " + failed.getClass().getSimpleName());
            }
        }
    }

    private static void get(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        try (BufferedReader body =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = body.readLine(); line != null; line = body.readLine()) {
                System.out.println(line);
            }
        }
        System.out.println("status " + connection.getResponseCode());
    }
}
