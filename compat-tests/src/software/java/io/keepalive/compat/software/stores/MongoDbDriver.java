// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.stores;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.keepalive.compat.software.Signals;
import org.bson.Document;

/** A client with one connection in its pool and one by which it monitors the server. */
public final class MongoDbDriver {

    private MongoDbDriver() {}

    public static void main(String[] arguments) throws Exception {
        try (MongoClient client = MongoClients.create("mongodb://" + arguments[0] + ":" + arguments[1])) {
            MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
            orders.insertOne(new Document("_id", 1).append("text", "first"));
            System.out.println(orders.find().first().getString("text"));
            Signals.open();
            orders.insertOne(new Document("_id", 2).append("text", "second"));
            System.out.println(orders.countDocuments());
        }
    }
}
