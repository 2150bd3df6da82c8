// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.http;

import io.keepalive.compat.software.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;

/** Gets a page twice at once on non-blocking connections, and once more when they have been idle. */
public final class ApacheHttpAsyncClient5 {

    private ApacheHttpAsyncClient5() {}

    public static void main(String[] arguments) throws Exception {
        String url = "http://" + arguments[0] + ":" + arguments[1];
        SimpleHttpRequest both = SimpleRequestBuilder.get(url + "/both").build();
        try (CloseableHttpAsyncClient client = HttpAsyncClients.createDefault()) {
            client.start();
            List<Future<SimpleHttpResponse>> answers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                answers.add(client.execute(both, null));
            }
            for (Future<SimpleHttpResponse> answer : answers) {
                print(answer.get());
            }
            Signals.open();
            SimpleHttpRequest once = SimpleRequestBuilder.get(url + "/").build();
            print(client.execute(once, null).get());
        }
    }

    private static void print(SimpleHttpResponse response) {
        System.out.println(response.getCode() + " " + response.getBodyText());
    }
}
