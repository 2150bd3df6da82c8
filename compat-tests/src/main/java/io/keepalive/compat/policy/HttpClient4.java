// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.StandardInput;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** Leaves one connection in the pool of Apache HttpClient 4.5, which switches keepalive off before connecting. */
public final class HttpClient4 {

    private HttpClient4() {}

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
