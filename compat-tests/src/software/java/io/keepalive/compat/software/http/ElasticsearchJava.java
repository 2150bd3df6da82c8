// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.http;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.keepalive.compat.software.Signals;

/** Elasticsearch's typed client: asks for the cluster's health, and again when its connection has been idle. */
public final class ElasticsearchJava {

    private ElasticsearchJava() {}

    public static void main(String[] arguments) throws Exception {
        String url = "http://" + arguments[0] + ":" + arguments[1];
        try (ElasticsearchClient client = ElasticsearchClient.of(builder -> builder.host(url))) {
            print(client);
            Signals.open();
            print(client);
        }
    }

    private static void print(ElasticsearchClient client) throws Exception {
        System.out.println(client.cluster().health().status());
    }
}
