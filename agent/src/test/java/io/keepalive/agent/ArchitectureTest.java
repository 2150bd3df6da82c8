// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the architecture; the reasons are in each package-info. */
class ArchitectureTest {

    private static final String ROOT = "io.keepalive.agent";

    /** The packages that each package may use, the agent's own and those of libraries. All others are forbidden. */
    private static final String ARROWS = """
            text              ->
            time              ->
            bridge            ->
            attach.protocol   ->
            config.yaml       -> org.snakeyaml.engine
            fault             -> time
            jdk               -> fault
            file              -> jdk
            proc              -> file
            thread            -> proc text time
            kernel            -> fault file jdk proc text
            policy            -> kernel text
            caller            -> kernel
            checkpoint        -> fault
            peer              -> text time
            connection        -> caller kernel peer policy text time
            management        -> caller connection kernel peer policy
            event             -> caller connection kernel peer policy text
            event.agent       -> event text
            report.counters   -> connection event.agent peer policy
            report            -> connection event event.agent fault file jdk kernel peer policy report.counters text thread time
            report.log        -> event event.agent file proc report report.counters text time
            report.jfr        -> event fault report text jdk.jfr
            report.jmx        -> event jdk kernel management policy report text thread javax.management
            report.prometheus -> connection event event.agent fault kernel peer policy report report.counters text thread io.prometheus.metrics
            watch.schedule    -> connection kernel policy
            watch             -> connection kernel peer policy proc time watch.schedule
            config.source     -> config.yaml file
            config.type       -> config.yaml policy report text
            config            -> . config.source config.type config.yaml event fault kernel policy report thread watch
            intercept         -> bridge connection fault jdk kernel net.bytebuddy.jar.asm peer thread time
            module            -> fault jdk.internal.module
            runtime           -> . bridge checkpoint config config.yaml connection event event.agent fault file intercept jdk kernel management peer policy proc report report.counters report.jmx report.log report.prometheus text thread time watch
            startup           -> . attach.protocol config config.source config.yaml event.agent fault file intercept jdk kernel management proc report report.log runtime text thread time
            cli.view          -> attach.protocol kernel text
            cli.jvm           -> attach.protocol cli.view net.bytebuddy.agent
            cli.dialogue      -> attach.protocol cli.jvm cli.view
            cli               -> attach.protocol cli.dialogue cli.jvm cli.view config config.yaml kernel policy text picocli
            .                 ->
            """;

    private static final JavaClasses AGENT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    static Stream<String> arrows() {
        return ARROWS.lines();
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void importsPointOneWay(String arrow) {
        String[] sides = arrow.split("->", 2);
        String user = qualified(sides[0].trim());
        Set<String> used = Arrays.stream(sides[1].trim().split(" "))
                .filter(name -> !name.isEmpty())
                .map(ArchitectureTest::qualified)
                .collect(Collectors.toSet());
        used.add(user);
        classes()
                .that()
                .resideInAPackage(user)
                .should()
                .onlyDependOnClassesThat(areOfTheJdkOrOf(used))
                .check(AGENT);
    }

    private static String qualified(String name) {
        boolean library = name.matches("(com|io|javax|jdk|net|org)\\..*|picocli");
        return library ? name : name.equals(".") ? ROOT : ROOT + "." + name;
    }

    /** A library includes its subpackages; a package of the agent is that package only. */
    private static DescribedPredicate<JavaClass> areOfTheJdkOrOf(Set<String> packages) {
        return DescribedPredicate.describe("are of the JDK or of " + packages, type -> {
            String name = type.getBaseComponentType().getPackageName();
            return name.isEmpty()
                    || name.startsWith("java.")
                    || packages.contains(name)
                    || packages.stream().anyMatch(used -> !used.startsWith(ROOT) && name.startsWith(used + "."));
        });
    }

    /** Intervals use time.MonotonicClock, because the wall clock may be set. */
    @Test
    void onlyTimestampsUseTheWallClock() {
        Set<String> callers = AGENT.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> isWallClock(call.getTargetOwner().getName(), call.getName()))
                .map(call -> call.getOriginOwner().getFullName().replace(ROOT + ".", "") + "."
                        + call.getOrigin().getName())
                .collect(Collectors.toSet());
        assertThat(callers)
                .containsExactlyInAnyOrder(
                        "connection.DeathDetector.report",
                        "startup.StartupFailureReporter.delay",
                        "startup.StartupFailureReporter.report",
                        "startup.StartupFailureReporter.reportOff",
                        "runtime.AgentLoop.now",
                        "runtime.Installation.now",
                        "time.Clock$1.wallMillis",
                        "report.prometheus.HttpResponse.now");
    }

    private static boolean isWallClock(String owner, String method) {
        return owner.equals("java.lang.System") && method.equals("currentTimeMillis")
                || owner.startsWith("java.time.") && method.equals("now")
                || owner.equals("java.time.Clock");
    }

    @Test
    void everyPackageHasArrows() {
        Set<String> withArrows =
                arrows().map(arrow -> qualified(arrow.split("->")[0].trim())).collect(Collectors.toSet());
        assertThat(AGENT).extracting(JavaClass::getPackageName).isSubsetOf(withArrows);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(AGENT);
    }

    @Test
    void onlyTheKernelPackagesReadProc() {
        assertThat(literals(literal -> literal.matches("/proc/[a-z].*"), "kernel", "proc", "file"))
                .isEmpty();
    }

    @Test
    void onlyTheKernelPackagesAndTheHooksNameClassesOfSunNio() {
        assertThat(literals(literal -> literal.contains("sun.nio."), "kernel", "jdk", "file", "intercept"))
                .isEmpty();
    }

    private static Map<String, String> literals(Predicate<String> offending, String... allowedPackages) {
        Map<String, String> offences = new TreeMap<>();
        for (Source source : Source.ofTheAgent()) {
            if (Arrays.stream(allowedPackages).noneMatch(name -> source.isIn(qualified(name)))) {
                source.literals().filter(offending).forEach(found -> offences.put(source.toString(), found));
            }
        }
        return offences;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Util", "Utils", "Helper", "Manager", "Impl"})
    void noClassHasAVagueSuffix(String suffix) {
        noClasses().should().haveSimpleNameEndingWith(suffix).check(AGENT);
    }

    @Test
    void everyPackageHasJavadoc() {
        Set<String> documented = Source.ofTheAgent().stream()
                .filter(source -> source.isPackageInfo() && source.hasJavadoc())
                .map(Source::packageName)
                .collect(Collectors.toSet());
        assertThat(AGENT).extracting(JavaClass::getPackageName).isSubsetOf(documented);
    }

    @Test
    void everyPublicTypeAndMethodHasJavadoc() {
        Map<String, List<String>> undocumented = new TreeMap<>();
        for (Source source : Source.ofTheAgent()) {
            undocumented.put(source.toString(), source.undocumented());
        }
        assertThat(undocumented).hasSizeGreaterThan(100);
        undocumented.values().removeIf(List::isEmpty);
        assertThat(undocumented).isEmpty();
    }
}
