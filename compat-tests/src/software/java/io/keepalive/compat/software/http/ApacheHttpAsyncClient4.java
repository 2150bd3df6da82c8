// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.http;

import io.keepalive.compat.software.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.util.EntityUtils;

/** Gets a page twice at once on non-blocking connections, and once more when they have been idle. */
public final class ApacheHttpAsyncClient4 {

    private ApacheHttpAsyncClient4() {}

    public static void main(String[] arguments) throws Exception {
        String url = "http://" + arguments[0] + ":" + arguments[1] + "/";
        try (CloseableHttpAsyncClient client = HttpAsyncClients.createDefault()) {
            client.start();
            List<Future<HttpResponse>> answers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                answers.add(client.execute(new HttpGet(url + "both"), null));
            }
            for (Future<HttpResponse> answer : answers) {
                print(answer.get());
            }
            Signals.open();
            print(client.execute(new HttpGet(url), null).get());
        }
    }

    private static void print(HttpResponse response) throws Exception {
        System.out.println(response.getStatusLine().getStatusCode() + " " + EntityUtils.toString(response.getEntity()));
    }
}
