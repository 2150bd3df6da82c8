// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.http;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import io.keepalive.compat.software.Signals;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;

/** Elasticsearch's typed client on its low-level one: asks for the cluster's health before and after it was idle. */
public final class ElasticsearchJava8 {

    private ElasticsearchJava8() {}

    public static void main(String[] arguments) throws Exception {
        HttpHost node = new HttpHost(arguments[0], Integer.parseInt(arguments[1]));
        RestClient client = RestClient.builder(node).build();
        try (RestClientTransport transport = new RestClientTransport(client, new JacksonJsonpMapper())) {
            ElasticsearchClient typed = new ElasticsearchClient(transport);
            System.out.println(typed.cluster().health().status());
            Signals.open();
            System.out.println(typed.cluster().health().status());
        }
    }
}
