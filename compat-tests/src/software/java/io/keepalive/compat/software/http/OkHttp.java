// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.http;

import io.keepalive.compat.software.Signals;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Gets a page, and again when its connection has been idle. */
public final class OkHttp {

    private OkHttp() {}

    public static void main(String[] arguments) throws Exception {
        OkHttpClient client = new OkHttpClient();
        String url = "http://" + arguments[0] + ":" + arguments[1] + "/";
        get(client, url);
        Signals.open();
        get(client, url);
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private static void get(OkHttpClient client, String url) throws Exception {
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            System.out.println(response.code() + " " + response.body().string());
        }
    }
}
