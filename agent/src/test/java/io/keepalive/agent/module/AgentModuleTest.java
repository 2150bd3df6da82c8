// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages are listed by hand, because a search would delay the start. */
class AgentModuleTest {

    /** Packages in another class loader, or in another JVM. */
    private static final Set<String> ELSEWHERE = Set.of(
            "io.keepalive.agent",
            "io.keepalive.agent.bridge",
            "io.keepalive.agent.cli",
            "io.keepalive.agent.cli.dialogue",
            "io.keepalive.agent.cli.jvm",
            "io.keepalive.agent.cli.view");

    @Test
    void containsAllPackagesOfTheAgent() {
        assertThat(AgentModule.PACKAGES)
                .containsExactlyInAnyOrderElementsOf(
                        agent().map(JavaClass::getPackageName).collect(Collectors.toSet()));
    }

    @Test
    void readsTheModulesOfTheJdkThatItUses() {
        Set<String> used = agent().flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass)
                .map(AgentModuleTest::moduleOf)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        used.removeAll(Set.of("java.base", "java.instrument"));
        assertThat(AgentModule.JDK_MODULES).containsExactlyInAnyOrderElementsOf(used);
    }

    private static Stream<JavaClass> agent() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.keepalive.agent").stream()
                        .filter(type -> !ELSEWHERE.contains(type.getPackageName()));
    }

    /** Null for a class in no named module, as the agent's and the libraries' are in this test. */
    private static String moduleOf(JavaClass type) {
        try {
            return Class.forName(type.getBaseComponentType().getName(), false, AgentModuleTest.class.getClassLoader())
                    .getModule()
                    .getName();
        } catch (ClassNotFoundException primitive) {
            return null;
        }
    }
}
