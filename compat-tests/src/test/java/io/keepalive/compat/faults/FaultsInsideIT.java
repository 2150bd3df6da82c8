// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.fault.Fault;
import io.keepalive.compat.fault.FaultPart;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One part of the agent throws at each call, or does not return from one. The application and its output go on as without
 * the agent, the part is taken out of service, this is reported a few times, and everything else works. Once the fault is
 * over, the part is used again.
 */
@Tag("long")
class FaultsInsideIT {

    private static final String EXERCISED = "150 times [java.net.SocketException: Connection reset]";

    /** For thousands of failures: the first, tenth ... of a kind, out of service, and in service again. */
    private static final int MOST_REPORTS = 12;

    @TempDir
    private Path folder;

    /** A few of all, for each build. */
    @ParameterizedTest
    @CsvSource({
        "FAILED_CALL, STACK",
        "WATCHER, HANG",
        "LOG, HANG",
        "REPORTER, HANG",
        "METRICS, HANG",
        "JMX, MEMORY",
        "CONFIGURATION, EXCEPTION"
    })
    void theRestGoesOn(FaultPart part, Fault fault) {
        survive(part, fault);
    }

    @Tag("faults")
    @ParameterizedTest
    @MethodSource("all")
    void theRestGoesOnWhateverFails(FaultPart part, Fault fault) {
        survive(part, fault);
    }

    /** A hook that hangs holds up its thread, which nothing can change: ApplicationThreadsTest shows that none waits. */
    static Stream<Arguments> all() {
        return Arrays.stream(FaultPart.values())
                .flatMap(part -> Arrays.stream(Fault.values())
                        .filter(fault -> fault != Fault.HANG || !part.isOnApplicationThreads())
                        .map(fault -> Arguments.of(part, fault)));
    }

    private void survive(FaultPart part, Fault fault) {
        try (FaultScenario scenario = new FaultScenario(folder, part)) {
            assertThat(scenario.answer("exercise")).isEqualTo(EXERCISED);
            scenario.assertDeathIsReported();
            assertThat(scenario.outOfService()).isEmpty();
            int reportsBefore = scenario.errorReports();

            scenario.arm(fault);
            scenario.awaitOut();
            int trips = scenario.trips();
            scenario.awaitNothingElseOut(part.words());
            assertThat(scenario.answer("exercise")).isEqualTo(EXERCISED);
            scenario.assertDeathIsReported();
            assertThat(scenario.trips()).isGreaterThan(trips);

            scenario.disarm();
            scenario.awaitBack();
            assertThat(scenario.outOfService()).isEmpty();
            if (fault == Fault.HANG && part != FaultPart.REPORTER) {
                scenario.assertLogIsComplete();
            }
            assertThat(scenario.errorReports() - reportsBefore).isBetween(2, MOST_REPORTS);
            assertThat(scenario.errorsCounted()).isPositive();
            assertThat(scenario.failures()).isEmpty();
            assertThat(scenario.finish()).isZero();
        }
    }
}
