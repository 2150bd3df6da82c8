// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileTest {

    @ParameterizedTest
    @CsvSource({
        "DEFAULT, default, 60, 10, 3",
        "FAST, fast, 10, 3, 3",
        "AWS_NLB, aws-nlb, 240, 30, 3",
        "AZURE_LB, azure-lb, 120, 20, 3",
        "GCP, gcp, 270, 30, 3",
    })
    void hasTheDocumentedTimings(Profile profile, String label, int idle, int interval, int count) {
        assertThat(profile.label()).isEqualTo(label);
        assertThat(profile.idleSeconds()).isEqualTo(idle);
        assertThat(profile.intervalSeconds()).isEqualTo(interval);
        assertThat(profile.count()).isEqualTo(count);
    }

    @ParameterizedTest
    @EnumSource
    void detectsADeadPeerBeforeTheMiddleboxDropsTheConnection(Profile profile) {
        assertThat(profile.idleSeconds() + profile.intervalSeconds() * profile.count())
                .isLessThanOrEqualTo(profile.silenceLimitSeconds());
    }
}
