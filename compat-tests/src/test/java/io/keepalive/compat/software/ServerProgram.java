// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;

/**
 * A server from Maven artifacts, started by a program of src/software/java. The program gets the address to listen at as
 * its first argument and calls {@code Signals.listening}.
 */
public record ServerProgram(CompiledProgram program, List<String> arguments) implements Server {

    public static ServerProgram of(String className, int java, String... artifacts) {
        return new ServerProgram(new CompiledProgram(className, java, List.of(artifacts)), List.of());
    }

    @Override
    public Running start(Place place, Path folder) {
        ForkedProcess process = program.launch()
                .through(place.command())
                .folder(folder)
                .arguments(place.address())
                .arguments(arguments.toArray(String[]::new))
                .start();
        try {
            return new Process(
                    process,
                    Integer.parseInt(process.stdout().await("listening (\\d+)").group(1)));
        } catch (AssertionError notStarted) {
            process.close();
            throw notStarted;
        }
    }

    private record Process(ForkedProcess process, int port) implements Running {

        @Override
        public void close() {
            process.close();
        }
    }
}
