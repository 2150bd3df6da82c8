// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.http;

import io.keepalive.compat.software.Signals;
import org.apache.http.HttpHost;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.RestClient;

/** Elasticsearch's low-level client: asks for the cluster's health, and again when its connection has been idle. */
public final class ElasticsearchRest {

    private ElasticsearchRest() {}

    public static void main(String[] arguments) throws Exception {
        HttpHost node = new HttpHost(arguments[0], Integer.parseInt(arguments[1]));
        try (RestClient client = RestClient.builder(node).build()) {
            print(client.performRequest(new Request("GET", "/_cluster/health")));
            Signals.open();
            print(client.performRequest(new Request("GET", "/_cluster/health")));
        }
    }

    private static void print(Response response) throws Exception {
        System.out.println(response.getStatusLine().getStatusCode() + " " + EntityUtils.toString(response.getEntity()));
    }
}
