// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the demonstration as a new user does, with the jars of this build. */
class DemoIT {

    private static final int REFUSED = 3;
    private static final long AMPLE_SECONDS = 180;

    @TempDir
    private Path temp;

    private Process demo;

    @AfterEach
    void end() throws InterruptedException {
        demo.destroyForcibly().waitFor();
    }

    @Test
    void showsThatAnOrderEndsWithTheAgentAndHangsWithout() throws Exception {
        String told = run("sample-app/demo");
        if (demo.exitValue() == REFUSED) {
            notTested("this machine allows no network namespaces: " + told);
        }
        assertThat(demo.exitValue()).as(told).isZero();
        assertThat(told)
                .contains("rule=ledger", "keepalive_timeout", "retransmission_timeout", "REFUSED ledger unavailable")
                .containsPattern("noticed by .*read")
                .containsPattern("noticed by .*watch");
        assertThat(lastLine(told)).contains("diagnosis=host_silent");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void showsTheSettingsOnLoopbackWithoutNamespaces() throws Exception {
        String told = run("sample-app/demo", "--loopback");
        assertThat(demo.exitValue()).as(told).isZero();
        assertThat(told).contains("no timer", "timer:(keepalive,");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void leavesNoProcessBehindWhenItIsKilled() throws Exception {
        start("sample-app/demo");
        List<ProcessHandle> started = awaitJvms();
        demo.destroyForcibly().waitFor();
        for (ProcessHandle process : started) {
            process.onExit().get(AMPLE_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(started).noneMatch(ProcessHandle::isAlive);
    }

    /** All processes of the demonstration, as soon as those of the service are among them. */
    private List<ProcessHandle> awaitJvms() throws InterruptedException {
        List<ProcessHandle> started = List.of();
        while (jvms(started) < 2) {
            assertThat(demo.isAlive()).as("still running").isTrue();
            Thread.sleep(100);
            started = demo.descendants().toList();
        }
        return started;
    }

    private static long jvms(List<ProcessHandle> processes) {
        return processes.stream()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .count();
    }

    private String run(String... command) throws IOException, InterruptedException {
        start(command);
        String told = text(demo.getInputStream());
        assertThat(demo.waitFor(AMPLE_SECONDS, TimeUnit.SECONDS)).as(told).isTrue();
        return told;
    }

    private void start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(Path.of("..").toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TMPDIR", temp.toString());
        demo = builder.start();
    }

    private static String lastLine(String told) {
        return told.strip().lines().reduce("", (earlier, later) -> later);
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    /**
     * Aborts the test with the reason, so that it does not count as passed; fails it where everything must be tested.
     */
    private static void notTested(String why) {
        if (Boolean.getBoolean("keepalive.ci")) {
            fail("not tested: " + why);
        }
        abort("not tested: " + why);
    }
}
