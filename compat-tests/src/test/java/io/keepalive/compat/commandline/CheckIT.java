// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.process.Command;
import io.keepalive.testkit.process.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The check command, which validates a configuration before it is used. */
class CheckIT {

    @TempDir
    private Path folder;

    @Test
    void showsValuesOriginsAndTheTimeToNotice() throws IOException {
        Path file = write("""
                keepalive: {idle: 50s}
                rules:
                  - name: database
                    match: {remote-port: 5432}
                    keepalive: {interval: 5s, user-timeout: auto}
                  - {name: sidecar, match: {remote: loopback}, mode: off}
                environments:
                  prod: {keepalive: {count: 6}}
                """);
        Result result = Cli.command("check", file.toString(), "--env", "prod")
                .environment("KEEPALIVE_IDLE", "30s")
                .run();
        assertThat(result.status()).isZero();
        String text = String.join("\n", result.stdout()).replaceAll(" +", " ");
        assertThat(text)
                .startsWith(file + ", environment prod\n\n mode enforce built-in default\n")
                .contains(
                        "rule database\n mode enforce built-in default\n idle 30s KEEPALIVE_IDLE\n interval 5s " + file
                                + ":5\n count 6 environment prod (" + file
                                + ":8)\n busy-timeout 60s built-in default\n user-timeout 60s " + file + ":5\n"
                                + " a dead peer is noticed\n idle after 1 min (user-timeout, looked at with each probe)\n"
                                + " busy after about 1 min (user-timeout)\n")
                .contains(" precedence strictest built-in default\n")
                .contains("rule sidecar\n mode off " + file + ":6\n\n")
                .contains("rule default\n mode enforce built-in default\n idle 30s KEEPALIVE_IDLE\n")
                .contains(" user-timeout left alone built-in default\n")
                .contains(" idle after 1 min 30 s (30s + 10s x 6)\n busy after about 1 min 30 s (busy-timeout)\n")
                .contains(" net.ipv4.tcp_keepalive_time " + sysctl("tcp_keepalive_time") + "\n")
                .contains(" net.ipv4.tcp_keepalive_intvl " + sysctl("tcp_keepalive_intvl") + "\n")
                .contains(" net.ipv4.tcp_keepalive_probes " + sysctl("tcp_keepalive_probes") + "\n")
                .contains(" net.ipv4.tcp_retries2 " + sysctl("tcp_retries2") + "\n");
    }

    @Test
    void showsHowLongADeadPeerGoesUnnoticedOnABusyConnection() throws IOException {
        String text = check("""
                keepalive: {idle: 20s, interval: 5s, count: 4, busy-timeout: 1m}
                rules:
                  - {name: auto, match: {remote: 10.0.0.1}, keepalive: {busy-timeout: auto}}
                  - {name: off, match: {remote: 10.0.0.2}, keepalive: {busy-timeout: off}}
                  - {name: watched, match: {remote: 10.0.0.3}, mode: observe}
                """);
        Path file = folder.resolve("keepalive.yaml");
        assertThat(text)
                .contains(" busy-timeout 40s " + file + ":3\n")
                .contains(" idle after 40 s (20s + 5s x 4)\n busy after about 40 s (busy-timeout)\n")
                .contains(" busy-timeout off " + file + ":4\n")
                .contains(" " + kernelAlone() + "\n")
                .contains(" busy-timeout 60s " + file + ":1\n")
                .contains(
                        " a dead peer is noticed\n idle after 40 s (20s + 5s x 4)\n busy after about 1 min (busy-timeout)")
                .contains(" only observed; with mode enforce, a dead peer is noticed\n idle after 40 s");
    }

    private static String kernelAlone() throws IOException {
        return "(at the least: net.ipv4.tcp_retries2 is " + sysctl("tcp_retries2") + " here)";
    }

    /** As on a system without the watcher, which sets the busy timeout. */
    @Test
    @EnabledIf("startsOnAnotherPlatform")
    void saysWhereABusyTimeoutHasNoEffect() throws IOException {
        Path file = write("keepalive: {busy-timeout: 1m}");
        List<String> command = new ArrayList<>(Cli.words(Jdk.underTest(), "check", file.toString()));
        command.add(1, "-Dos.name=FreeBSD");
        Result result = Command.of(command.get(0))
                .arguments(command.subList(1, command.size()))
                .run();
        assertThat(String.join("\n", result.stdout()).replaceAll(" +", " "))
                .contains(" busy-timeout 60s " + file + ":1\n")
                .contains(" " + kernelAlone() + "\n busy-timeout has no effect: it needs Linux and /proc");
    }

    /** Java 8 and 11 choose classes by the name of the platform and do not start with a wrong one. */
    static boolean startsOnAnotherPlatform() {
        return Jdk.underTest().feature() >= 17;
    }

    @Test
    void resolvesTheVariablesOfItsShell() throws IOException {
        Path file = write("""
                keepalive:
                  idle: ${KA_IDLE}
                  interval: "${KA_INTERVAL:-5s}"
                rules: [{name: db, match: {remote-port: "${KEEPALIVE_COUNTS}"}, keepalive: {count: "${KA_COUNT:-7}"}}]
                environments: {prod: {keepalive: {idle: "${KA_IDLE}"}}}
                """);
        Command check = Cli.command("check", file.toString())
                .environment("KA_IDLE", "45s")
                .environment("KEEPALIVE_COUNTS", "5432");
        Result result = check.run();
        assertThat(result.stderr()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(String.join("\n", result.stdout()).replaceAll(" +", " "))
                .contains(" idle 45s " + file + ":2 (from ${KA_IDLE})\n")
                .contains(" interval 5s " + file + ":3 (default of ${KA_INTERVAL})\n")
                .contains(" count 7 " + file + ":4 (default of ${KA_COUNT})\n");
        Result missing = Cli.run("check", file.toString());
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.stderr())
                .containsExactly(
                        file
                                + ":2:9: the environment variable KA_IDLE is not set; set it, or write ${KA_IDLE:-default}",
                        file + ":4:41: the environment variable KEEPALIVE_COUNTS is not set; set it, or write"
                                + " ${KEEPALIVE_COUNTS:-default}",
                        file + ":5:41: the environment variable KA_IDLE is not set; set it, or write"
                                + " ${KA_IDLE:-default}");
    }

    private String check(String yaml) throws IOException {
        Result result = Cli.run("check", write(yaml).toString());
        assertThat(result.status()).isZero();
        return String.join("\n", result.stdout()).replaceAll(" +", " ");
    }

    @Test
    void tellsWhetherMainWaitsAndWhy() throws IOException {
        String byName = "rules: [{name: db, match: {remote: db.internal}, mode: off}]\n";
        assertThat(start("mode: enforce"))
                .startsWith("start auto built-in default\n main does not wait: nothing here depends on");
        assertThat(start(byName))
                .startsWith("start auto built-in default\n main waits until connections are seen opening, 2 s at most:"
                        + " rule 'db' by host name\n");
        assertThat(start(byName + "start: beside"))
                .startsWith("start beside " + folder + "/keepalive.yaml:2\n main does not wait; connections that it"
                        + " opens at once miss: rule 'db' by host name\n");
        assertThat(start("start: wait"))
                .startsWith("start wait " + folder
                        + "/keepalive.yaml:1\n main waits until connections are seen opening," + " 2 s at most\n");
        assertThat(start("mode: off\n" + byName))
                .startsWith("start auto built-in default\n main does not wait: the mode is off\n");
    }

    private String start(String yaml) throws IOException {
        Result result = Cli.run("check", write(yaml).toString());
        assertThat(result.status()).isZero();
        String text = String.join("\n", result.stdout()).replaceAll(" +", " ");
        return text.substring(text.indexOf("start "));
    }

    /** Where the machine's own settings are stricter, they apply to a connection with untouched options. */
    @Test
    void saysWhereTheMachineIsStricter() throws IOException {
        Path file = write("keepalive: {idle: 2h, interval: 5m, count: 100}");
        String text = String.join("\n", Cli.run("check", file.toString()).stdout());
        assertThat(text)
                .contains("this machine's own timings are stricter and apply: " + sysctl("tcp_keepalive_time") + "s, "
                        + sysctl("tcp_keepalive_intvl") + "s, " + sysctl("tcp_keepalive_probes") + "\n");
        assertThat(Cli.command("check", file.toString())
                        .environment("KEEPALIVE_PRECEDENCE", "agent")
                        .run()
                        .stdout())
                .noneMatch(line -> line.contains("stricter"))
                .anyMatch(line -> line.matches(" *precedence +agent +KEEPALIVE_PRECEDENCE"));
    }

    private static String sysctl(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/sys/net/ipv4", name)).get(0).trim();
    }

    @Test
    void validFileExitsWithZero() throws IOException {
        Result result = Cli.run("check", write("keepalive: {idle: 50s}").toString(), "--strict");
        assertThat(result.status()).isZero();
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void warningsExitWithOneIfStrict() throws IOException {
        String file = write("keepalive: {user-timeout: auto}").toString();
        Result lax = Cli.run("check", file);
        assertThat(lax.status()).isZero();
        Result strict = Cli.run("check", file, "--strict");
        assertThat(strict.status()).isEqualTo(1);
        assertThat(strict.stdout()).isEqualTo(lax.stdout()).isNotEmpty();
        assertThat(strict.stderr())
                .isEqualTo(lax.stderr())
                .singleElement()
                .asString()
                .startsWith("warning: " + file + ":1:")
                .contains("also ends connections whose peer is alive but does not read");
    }

    @Test
    void invalidFileExitsWithTwoAndListsAllErrors() throws IOException {
        String file = write("keepalive:\n  idle: 5\n  intervall: 3s\n").toString();
        Result result = Cli.run("check", file);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).hasSize(2);
        assertThat(result.stderr().get(0)).startsWith(file + ":2:9: ");
        assertThat(result.stderr().get(1))
                .startsWith(file + ":3:3: unknown key 'intervall' in keepalive; did you mean 'interval'?");
    }

    @Test
    void anUnknownEnvironmentAndAMissingFileAreMistakes() throws IOException {
        String file = write("environments: {prod: {mode: observe}}").toString();
        Result unknown = Cli.run("check", file, "--env", "prd");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.stderr())
                .singleElement()
                .asString()
                .startsWith("--env: unknown environment 'prd'; defined are prod");
        Result missing = Cli.run("check", folder.resolve("none.yaml").toString());
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.stderr()).singleElement().asString().contains("no such file");
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("keepalive.yaml"), yaml);
    }
}
