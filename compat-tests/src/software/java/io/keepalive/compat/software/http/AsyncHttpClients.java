// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.http;

import static org.asynchttpclient.Dsl.asyncHttpClient;

import io.keepalive.compat.software.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Response;

/** AsyncHttpClient on Netty: gets a page twice at once, and once more when its connections have been idle. */
public final class AsyncHttpClients {

    private AsyncHttpClients() {}

    public static void main(String[] arguments) throws Exception {
        String url = "http://" + arguments[0] + ":" + arguments[1] + "/";
        try (AsyncHttpClient client = asyncHttpClient()) {
            List<Future<Response>> answers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                answers.add(client.prepareGet(url + "both").execute());
            }
            for (Future<Response> answer : answers) {
                print(answer.get());
            }
            Signals.open();
            print(client.prepareGet(url).execute().get());
        }
    }

    private static void print(Response response) {
        System.out.println(response.getStatusCode() + " " + response.getResponseBody());
    }
}
