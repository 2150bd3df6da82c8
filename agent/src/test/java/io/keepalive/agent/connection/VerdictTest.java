package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.ErrorText.Meaning;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    /** What Linux 6.18 was seen to leave behind, with idle, interval and count of 2 s, 1 s and 3 unless given. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "idle and silent,                       TIMED_OUT,   3,  0, 2/1/3,       0, KEEPALIVE_TIMEOUT",
        "the same with a user timeout to match, TIMED_OUT,   3,  0, 2/1/3,    5000, KEEPALIVE_TIMEOUT",
        "a user timeout below idle + interval,  TIMED_OUT,   1,  0, 2/1/3,    2500, KEEPALIVE_TIMEOUT",
        "a user timeout that overrules count,   TIMED_OUT,   7,  0, 2/1/3,    9000, KEEPALIVE_TIMEOUT",
        "the built-in defaults,                 TIMED_OUT,   3,  0, 60/10/3,     0, KEEPALIVE_TIMEOUT",
        "idle while the network says no,        TIMED_OUT,   3,  0, 2/1/3,       0, KEEPALIVE_TIMEOUT",
        "nobody read or wrote,                  OTHER,       3,  0, 2/1/3,       0, KEEPALIVE_TIMEOUT",
        "data in flight,                        TIMED_OUT,   0, 15, 2/1/3,       0, RETRANSMISSION_TIMEOUT",
        "the same with a user timeout,          TIMED_OUT,   0,  4, 2/1/3,    5000, RETRANSMISSION_TIMEOUT",
        "data in flight after probes,           TIMED_OUT,   1,  4, 2/1/3,    5000, RETRANSMISSION_TIMEOUT",
        "data in flight and nobody read,        OTHER,       0,  4, 2/1/3,    5000, RETRANSMISSION_TIMEOUT",
        "the peer answers and does not read,    TIMED_OUT,   0,  0, 2/1/3,    5000, BACKPRESSURE_TIMEOUT",
        "the same in mid-probe,                 TIMED_OUT,   1,  0, 2/1/3,    5000, BACKPRESSURE_TIMEOUT",
        "the peer rebooted,                     RESET,       1,  0, 2/1/3,       0, RESET",
        "it did and data was in flight,         RESET,       0,  2, 2/1/3,    5000, RESET",
        "the peer rebooted and nobody read,     OTHER,       1,  0, 2/1/3,       0, RESET",
        "the network says no to data in flight, UNREACHABLE, 0,  3, 2/1/3,    5000, UNREACHABLE",
        "timed out with nothing to show for it, TIMED_OUT,   0,  0, 2/1/3,       0, UNKNOWN",
    })
    void eachCauseLeavesItsPattern(
            String scenario,
            Meaning meaning,
            int probes,
            int retransmits,
            String timings,
            int userTimeoutMillis,
            Cause cause) {
        String[] timing = timings.split("/");
        KeepaliveSettings settings = KeepaliveSettings.on(
                Integer.parseInt(timing[0]),
                Integer.parseInt(timing[1]),
                Integer.parseInt(timing[2]),
                userTimeoutMillis);
        int info = FakeSocketCalls.info(TcpInfo.CLOSE, probes, retransmits);
        assertThat(Verdict.of(meaning, info, settings)).as(scenario).isEqualTo(cause);
    }
}
