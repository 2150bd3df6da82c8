// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.StandardInput;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Leaves one connection in the pool of Apache HttpClient 5. */
public final class HttpClient5 {

    private HttpClient5() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        TinyHttpServer server = new TinyHttpServer();
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            String answer = client.execute(
                    new HttpGet("http://127.0.0.1:" + server.port() + "/"),
                    response -> EntityUtils.toString(response.getEntity()));
            System.out.println("connected " + server.port() + " " + answer);
            OneOfEachKind.holdOpen();
        }
    }
}
