// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.http;

import io.keepalive.compat.software.Signals;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.MultiThreadedHttpConnectionManager;
import org.apache.commons.httpclient.methods.GetMethod;

/** Fills a pool of two connections, and uses one when both have been idle. */
public final class CommonsHttpClient {

    private CommonsHttpClient() {}

    public static void main(String[] arguments) throws Exception {
        MultiThreadedHttpConnectionManager pool = new MultiThreadedHttpConnectionManager();
        HttpClient client = new HttpClient(pool);
        String url = "http://" + arguments[0] + ":" + arguments[1] + "/";
        List<GetMethod> held = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            held.add(new GetMethod(url));
            System.out.println(client.executeMethod(held.get(i)));
        }
        for (GetMethod get : held) {
            finish(get);
        }
        Signals.open();
        GetMethod again = new GetMethod(url);
        System.out.println(client.executeMethod(again));
        finish(again);
        pool.shutdown();
    }

    private static void finish(GetMethod get) throws Exception {
        System.out.println(get.getResponseBodyAsString());
        get.releaseConnection();
    }
}
