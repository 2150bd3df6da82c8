// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.hosts;

import io.keepalive.testkit.Required;
import io.keepalive.testkit.jvm.Jdk;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The JDKs of compat-tests/software, or where it does not run the tests, the one under test. */
final class HostJdks {

    private HostJdks() {}

    static List<Jdk> all() {
        List<Jdk> named = Stream.of(System.getProperty("software.jdks", "").split(","))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Jdk.at(Path.of(entry.substring(entry.indexOf('=') + 1))))
                .toList();
        return named.isEmpty() ? List.of(Jdk.underTest()) : named;
    }

    /** The one of this feature version; without it the test is aborted. */
    static Jdk of(int feature) {
        return Stream.concat(all().stream(), Jdk.installed().stream())
                .filter(jdk -> jdk.feature() == feature)
                .findFirst()
                .orElseGet(() -> {
                    Required.missing("no JDK " + feature);
                    return null;
                });
    }
}
