// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.StandardInput;
import java.util.Collections;
import java.util.concurrent.TimeUnit;

/**
 * The monitoring connection of the MongoDB driver, on which the driver sets keepalive itself. Opens it on the line
 * {@code HOST PORT} on standard input.
 */
public final class MongoDbClient {

    private MongoDbClient() {}

    public static void main(String[] arguments) throws Exception {
        String[] peer = StandardInput.nextLine().split(" ");
        ServerAddress server = new ServerAddress(peer[0], Integer.parseInt(peer[1]));
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.hosts(Collections.singletonList(server)))
                .applyToSocketSettings(socket -> socket.connectTimeout(1, TimeUnit.HOURS))
                .build();
        MongoClient client = MongoClients.create(settings);
        OneOfEachKind.holdOpen();
        client.close();
    }
}
