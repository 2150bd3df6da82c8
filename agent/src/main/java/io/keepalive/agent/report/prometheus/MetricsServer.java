package io.keepalive.agent.report.prometheus;

import com.sun.net.httpserver.HttpServer;
import io.keepalive.agent.report.AgentThread;
import io.keepalive.agent.report.Desk;
import io.keepalive.agent.report.ListenAddress;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The JDK's HTTP server, on threads of the agent's own. Linking this class needs the module jdk.httpserver. */
final class MetricsServer {

    private static final String THREAD_NAME = "keepalive-metrics";

    private final HttpServer server;
    private final Workers workers = new Workers();

    /**
     * Binds the address. Whoever connects waits until {@link #start}.
     *
     * @throws IOException where it cannot be bound
     */
    MetricsServer(ListenAddress address, Desk desk) throws IOException {
        server = HttpServer.create(address.toSocketAddress(), 0);
        server.createContext(MetricsHandler.PATH, new MetricsHandler(desk));
        server.setExecutor(workers);
    }

    void start() {
        server.start();
    }

    /** Ends it and its threads, and whatever answers are under way. */
    void stop() {
        server.stop(0);
        workers.shutdownNow();
    }

    /**
     * At most two, and none while nobody asks. When both are busy the server's own thread helps out and accepts nobody
     * meanwhile: slow scrapers can only keep other scrapers waiting, and take no more descriptors of the process.
     */
    private static final class Workers extends ThreadPoolExecutor {

        Workers() {
            super(
                    2,
                    2,
                    10,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(8),
                    work -> AgentThread.create(THREAD_NAME, work),
                    new CallerRunsPolicy());
            allowCoreThreadTimeOut(true);
        }

        /** Called by the server's own thread, which has a name that says nothing. */
        @Override
        public void execute(Runnable work) {
            Thread.currentThread().setName(THREAD_NAME + "-accept");
            super.execute(work);
        }
    }
}
