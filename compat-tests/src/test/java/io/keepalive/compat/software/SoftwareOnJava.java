// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import io.keepalive.testkit.jvm.Launch;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Software on one version of Java: a line of docs/compatibility.md.
 *
 * @param java the feature version of the JDK
 */
public record SoftwareOnJava(Software software, int java) {

    /** How to start its program, without the agent and its first arguments. */
    Launch launch() {
        CompiledProgram program = new CompiledProgram(software.program(), java, software.artifacts());
        return software.options().apply(program.launch());
    }

    /** Whether the system property {@code software.only}, a list with commas, is unset or has a part of its description. */
    boolean isChosen() {
        String only = System.getProperty("software.only", "");
        return only.isEmpty() || Stream.of(only.split(",")).anyMatch(part -> isLike(part.trim()));
    }

    private boolean isLike(String part) {
        return toString().toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return software.name() + " " + software.version() + " on Java " + java;
    }
}
