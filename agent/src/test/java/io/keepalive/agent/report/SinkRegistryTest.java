// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.event.Level;
import io.keepalive.agent.event.SampleEvents;
import io.keepalive.agent.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SinkRegistryTest {

    private final List<String> calls = new ArrayList<>();
    private final SinkContext context = SinkContexts.of(calls);
    private final SinkRegistry registry = new SinkRegistry(new CountedLog(), List.of(), Clock.SYSTEM);

    /** Else events that wait for a log that hangs would be lost by every reload. */
    @Test
    void leavesTheLogOpenWhereItsSettingsAreEqual() {
        registry.open(report(LogSettings.Format.JSON), context);
        registry.open(report(LogSettings.Format.JSON), context);
        assertThat(calls).containsExactly("open");
    }

    @Test
    void opensTheLogAgainForOtherSettings() {
        registry.open(report(LogSettings.Format.JSON), context);
        registry.open(report(LogSettings.Format.TEXT), context);
        assertThat(calls).containsExactly("open", "close", "open");
    }

    private static ReportSettings report(LogSettings.Format format) {
        return SampleEvents.report(SampleEvents.log("keepalive.log", format, Level.INFO));
    }

    private final class CountedLog implements SinkFactory {

        @Override
        public String name() {
            return "the log";
        }

        @Override
        public Object settingsFor(ReportSettings settings) {
            return settings.log();
        }

        @Override
        public Sink open(ReportSettings settings, SinkContext unused) {
            calls.add("open");
            return () -> calls.add("close");
        }
    }
}
