// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of results: one JSON file per measurement and JDK. A new result replaces the previous one. */
public final class Results {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path folder;

    public Results(Path folder) {
        this.folder = folder;
    }

    public void keep(Result result) throws IOException {
        Files.createDirectories(folder);
        String name = result.measurement() + "-" + result.feature() + ".json";
        Files.writeString(folder.resolve(name), GSON.toJson(result) + "\n");
    }

    /** All results, sorted by name and JDK. */
    public List<Result> all() throws IOException {
        List<Result> results = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".json")).toList()) {
                results.add(GSON.fromJson(Files.readString(file), Result.class));
            }
        }
        results.sort(Comparator.comparing(Result::measurement).thenComparing(Result::feature));
        return results;
    }
}
