// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.http;

import io.keepalive.compat.software.Signals;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Gets a page twice at once, and once more when its connections have been idle. */
public final class JavaNetHttp {

    private JavaNetHttp() {}

    public static void main(String[] arguments) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String url = "http://" + arguments[0] + ":" + arguments[1];
        HttpRequest both = HttpRequest.newBuilder(URI.create(url + "/both")).build();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(client.sendAsync(both, HttpResponse.BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            print(answer.get());
        }
        Signals.open();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/")).build();
        print(client.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    private static void print(HttpResponse<String> answer) {
        System.out.println(answer.statusCode() + " " + answer.body());
    }
}
