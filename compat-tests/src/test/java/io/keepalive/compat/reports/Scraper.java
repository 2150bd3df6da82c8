// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import io.keepalive.compat.deaths.IdleConnectionScenario;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.network.Host;
import io.keepalive.testkit.process.ForkedProcess;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Scrapes the metrics from the application's host, as Prometheus does. */
public final class Scraper implements AutoCloseable {

    private final ForkedProcess getter;
    private final String url;
    private int answers;

    /** @param launch of {@link Get}, on the host where it runs */
    private Scraper(Launch launch, int port) {
        this.getter = launch.start();
        this.url = "http://127.0.0.1:" + port + "/metrics";
    }

    public static Scraper of(int port) {
        return new Scraper(Launch.of(Get.class), port);
    }

    public static Scraper of(int port, IdleConnectionScenario scenario) {
        return on(scenario.network().app(), port);
    }

    public static Scraper on(Host host, int port) {
        return new Scraper(Launch.of(Get.class).on(host), port);
    }

    /** The samples of one scrape by name and labels; empty where there is no answer. */
    Map<String, Double> scrape() {
        int before = getter.stdout().lines().size();
        getter.send(url);
        answers++;
        getter.stdout().await("status .*", answers);
        List<String> lines = getter.stdout().lines();
        Map<String, Double> samples = new TreeMap<>();
        for (String line : lines.subList(before, lines.size())) {
            if (!line.startsWith("#") && !line.startsWith("status ")) {
                int blank = line.lastIndexOf(' ');
                samples.put(line.substring(0, blank), Double.parseDouble(line.substring(blank + 1)));
            }
        }
        return samples;
    }

    /** Scrapes until the samples meet the condition and returns them. */
    public Map<String, Double> await(Predicate<Map<String, Double>> wanted) {
        Map<String, Double> samples = Await.read(this::scrape, wanted);
        if (!wanted.test(samples)) {
            throw new AssertionError("not as wanted: " + samples);
        }
        return samples;
    }

    @Override
    public void close() {
        getter.close();
    }
}
