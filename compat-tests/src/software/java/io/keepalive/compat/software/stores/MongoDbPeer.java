// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.stores;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.keepalive.compat.software.Signals;

/** A server that speaks MongoDB's protocol and keeps its data in memory. */
public final class MongoDbPeer {

    private MongoDbPeer() {}

    public static void main(String[] arguments) throws Exception {
        MongoServer server = new MongoServer(new MemoryBackend());
        server.bind(arguments[0], 0);
        Signals.listening(server.getLocalAddress().getPort());
        Signals.open();
        server.shutdownNow();
    }
}
