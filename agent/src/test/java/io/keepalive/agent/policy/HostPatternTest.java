// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPatternTest {

    @ParameterizedTest
    @CsvSource({
        "db.internal, db.internal, true",
        "db.internal, DB.Internal, true",
        "DB.internal, db.internal, true",
        "db.internal, db.internal., true",
        "db.internal., db.internal, true",
        "db.internal, a.db.internal, false",
        "db.internal, db.interna, false",
        "db.internal, xdb.internal, false",
        "*.db.internal, a.db.internal, true",
        "*.db.internal, A.B.db.INTERNAL., true",
        "*.db.internal, db.internal, false",
        "*.db.internal, xdb.internal, false",
        "*.db.internal, .db.internal, false",
        "*.db.internal, a.db.internal.org, false",
    })
    void comparesAsText(String pattern, String host, boolean matches) {
        assertThat(new HostPattern(pattern).matches(host)).isEqualTo(matches);
    }

    @Test
    void doesNotMatchAMissingName() {
        assertThat(new HostPattern("db.internal").matches(null)).isFalse();
        assertThat(new HostPattern("*.internal").matches("")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "db.internal, DB.internal., true",
        "*.internal, db.internal, true",
        "*.internal, *.db.internal, true",
        "*.internal, *.internal, true",
        "*.db.internal, *.internal, false",
        "*.db.internal, db.internal, false",
        "db.internal, *.db.internal, false",
    })
    void coversNarrowerPatterns(String pattern, String other, boolean covers) {
        assertThat(new HostPattern(pattern).covers(new HostPattern(other))).isEqualTo(covers);
    }
}
