// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.isolation.OtherUser;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.Command;
import io.keepalive.testkit.process.Command.Result;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reply of a JVM is controlled by its user: it is read within bounds and escaped for the terminal. */
@Tag("long")
class ForgedRepliesIT {

    /** The timeout of the command, with a margin for a slow machine. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    /** Of the user of the command, or of another one. */
    private ForkedProcess impostor(OtherUser user, String forgery) {
        Launch launch = Launch.of(Impostor.class)
                .classes(ForgedAgent.in(folder))
                .jvmOption("-Dforgery=" + forgery)
                .through(user == null ? List.of() : user.command());
        ForkedProcess impostor = launch.start();
        impostor.stdout().await("ready");
        return impostor;
    }

    private static Command cli(OtherUser user, String... words) {
        return user == null ? Cli.command(words) : user.cli(words);
    }

    private OtherUser other(boolean isOther) {
        return isOther ? OtherUser.in(folder) : null;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rawTextOfAReplyReachesNoTerminal(boolean isOther) {
        try (OtherUser user = other(isOther);
                ForkedProcess impostor = impostor(user, "control")) {
            String pid = String.valueOf(impostor.pid());
            for (String command : List.of("status", "connections", "attach", "reload", "detach")) {
                Result result = cli(user, command, pid).run();
                assertThat(result.status()).as(command).isZero();
                assertPlain(result);
            }
            for (String command : List.of("status", "connections")) {
                Result result = cli(user, command, pid, "--json").run();
                assertPlain(result);
                assertThat(JsonParser.parseString(String.join("\n", result.stdout()))
                                .getAsJsonObject()
                                .get("pid")
                                .getAsLong())
                        .isEqualTo(impostor.pid());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rawTextOfARefusalReachesNoTerminal(boolean isOther) {
        try (OtherUser user = other(isOther);
                ForkedProcess impostor = impostor(user, "refusal")) {
            Result result = cli(user, "status", String.valueOf(impostor.pid())).run();
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.stderr()).singleElement().asString().contains("forged");
            assertPlain(result);
        }
    }

    /** No line starts without the prefix, and no character is a control character. */
    private static void assertPlain(Result result) {
        assertThat(result.stdout()).noneMatch(line -> line.startsWith("forged")).allMatch(ForgedRepliesIT::isPlain);
        assertThat(result.stderr()).noneMatch(line -> line.startsWith("forged")).allMatch(ForgedRepliesIT::isPlain);
    }

    private static boolean isPlain(String line) {
        return line.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x202e);
    }

    @ParameterizedTest
    @CsvSource({
        "raw, false, it contains a character that no agent writes",
        "raw, true, it contains a character that no agent writes",
        "endless, false, it is larger than any reply of an agent",
        "endless, true, it is larger than any reply of an agent",
        "empty, false, it has no entries",
        "empty, true, it has no entries",
        "strange, false, this version does not know its protocol",
        "strange, true, this version does not know its protocol"
    })
    void whatNoAgentWritesIsRefused(String forgery, boolean isOther, String reason) {
        try (OtherUser user = other(isOther);
                ForkedProcess impostor = impostor(user, forgery)) {
            Result result = cli(user, "status", String.valueOf(impostor.pid())).run();
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.stdout()).isEmpty();
            assertThat(result.stderr())
                    .containsExactly("the reply of process " + impostor.pid() + " is rejected: " + reason);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void missingReplyEndsTheCommand(boolean isOther) {
        try (OtherUser user = other(isOther);
                ForkedProcess impostor = impostor(user, "never")) {
            Result result = cli(user, "status", String.valueOf(impostor.pid())).runWithin(LONG_ENOUGH);
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.stdout()).isEmpty();
            assertThat(result.stderr()).singleElement().asString().contains(" has not replied within ");
        }
    }

    /** The other user could otherwise type into the terminal. */
    @Test
    void whatRootStartsForAnotherUserHasNoTerminal() {
        try (OtherUser user = OtherUser.in(folder);
                ForkedProcess impostor = impostor(user, "terminal")) {
            List<String> words = Cli.words(Jdk.underTest(), "status", String.valueOf(impostor.pid()));
            user.run(List.of("script", "-qec", String.join(" ", words), "/dev/null"));
            impostor.stdout().await("deputy on.*");
            assertThat(impostor.stdout().lines("deputy on.*")).containsExactly("deputy on terminal 0");
        }
    }
}
