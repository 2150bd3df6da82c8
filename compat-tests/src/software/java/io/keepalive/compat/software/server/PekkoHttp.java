// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.server;

import static org.apache.pekko.http.javadsl.server.Directives.complete;

import io.keepalive.compat.software.Signals;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;

/** Pekko HTTP. */
public final class PekkoHttp {

    private PekkoHttp() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("pekko.loglevel", "OFF");
        System.setProperty("pekko.http.server.idle-timeout", "infinite");
        ActorSystem system = ActorSystem.create("server");
        ServerBinding binding = Http.get(system)
                .newServerAt(arguments[0], 0)
                .bind(complete("a page"))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        Signals.listening(binding.localAddress().getPort());
        Signals.open();
        binding.unbind().toCompletableFuture().get(60, TimeUnit.SECONDS);
        system.terminate();
    }
}
