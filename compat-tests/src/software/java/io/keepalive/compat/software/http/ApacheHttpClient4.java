// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.http;

import io.keepalive.compat.software.Signals;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** Fills a pool of three connections, and uses one when all have been idle. */
public final class ApacheHttpClient4 {

    private ApacheHttpClient4() {}

    public static void main(String[] arguments) throws Exception {
        String url = "http://" + arguments[0] + ":" + arguments[1] + "/";
        try (CloseableHttpClient client =
                HttpClients.custom().setMaxConnPerRoute(3).build()) {
            List<CloseableHttpResponse> held = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                held.add(client.execute(new HttpGet(url)));
            }
            for (CloseableHttpResponse response : held) {
                finish(response);
            }
            Signals.open();
            finish(client.execute(new HttpGet(url)));
        }
    }

    private static void finish(CloseableHttpResponse response) throws Exception {
        try (CloseableHttpResponse closed = response) {
            System.out.println(closed.getStatusLine().getStatusCode() + " " + EntityUtils.toString(closed.getEntity()));
        }
    }
}
