// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keepalive.agent.event.PeerDead;
import io.keepalive.agent.event.SampleEvents;
import io.keepalive.agent.report.log.JsonLine;
import io.keepalive.agent.report.log.TextLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapingTest {

    /** Fixed, so that a failure can be reproduced. */
    private static final long SEED = 20_261_122;

    @ParameterizedTest
    @CsvSource({
        "a\u0000b, a\\u0000b",
        "a\u001b[31mb, a\\u001b[31mb",
        "a\u007fb, a\\u007fb",
        "a\u0085b, a\\u0085b",
        "a\u2028b, a\\u2028b",
        "a\u2029b, a\\u2029b",
        "a\u202eb, a\\u202eb",
        "a\u2066b, a\\u2066b",
        "a\u200bb, a\\u200bb",
        "a\ufeffb, a\\ufeffb",
        "a\udb40\udc41b, a\\udb40\\udc41b",
        "Grüße 日本 😀, Grüße 日本 😀",
    })
    void escapesControlAndFormatCharacters(String hostile, String expected) {
        assertThat(plain(hostile)).isEqualTo(expected);
        assertThat(json(hostile)).isEqualTo(expected);
    }

    @Test
    void escapesLineEndsAndItsOwnEscapeCharacter() {
        assertThat(plain("a\r\n\tb\\nc\"d")).isEqualTo("a\\r\\n\\tb\\nc\"d");
        assertThat(json("a\r\n\tb\\nc\"d")).isEqualTo("a\\r\\n\\tb\\\\nc\\\"d");
    }

    @ParameterizedTest
    @CsvSource({"a\ud800b", "a\udc00b", "a\ud800", "\udc00\ud800"})
    void replacesUnpairedSurrogates(String lone) {
        String expected = lone.replace('\ud800', '\ufffd').replace('\udc00', '\ufffd');

        assertThat(plain(lone)).isEqualTo(expected);
        assertThat(json(lone)).isEqualTo(expected);
    }

    private static String hostile(Random random) {
        String pieces = "\n\r\t\"\\{}[],:\u0000\u001b\u007f\u0085\u061c\u200f\u2028\u202e\u2069\ud800\udc00az09üß";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            boolean any = random.nextInt(4) == 0;
            text.append(any ? (char) random.nextInt(0x10000) : pieces.charAt(random.nextInt(pieces.length())));
        }
        return text.toString();
    }

    @Test
    void keepsHostileTextOnOneLine() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            String hostile = hostile(random);
            PeerDead event = deathWithin(hostile);

            assertIsHarmless(new TextLine().line(event));
            String line = new JsonLine().line(event);
            assertIsHarmless(line);
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            assertThat(new ObjectMapper().readTree(bytes).get("thread").asText())
                    .isEqualTo(withSurrogatesReplaced(hostile));
        }
    }

    private static PeerDead deathWithin(String hostile) {
        SampleEvents sample = new SampleEvents().host(hostile).rule(hostile).openedBy(hostile);
        return new PeerDead(sample.deathInRead(hostile, new Exception(hostile)), true);
    }

    private static void assertIsHarmless(String line) {
        assertThat(line.codePoints())
                .noneMatch(Character::isISOControl)
                .noneMatch(c -> Character.getType(c) == Character.FORMAT)
                .noneMatch(c -> Character.getType(c) == Character.SURROGATE)
                .noneMatch(c -> c == 0x2028 || c == 0x2029);
    }

    private static String withSurrogatesReplaced(String text) {
        StringBuilder whole = new StringBuilder();
        text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xfffd : c)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    private static String plain(String text) {
        StringBuilder to = new StringBuilder();
        Escaping.appendPlain(text, to);
        return to.toString();
    }

    private static String json(String text) {
        StringBuilder to = new StringBuilder();
        Escaping.appendJson(text, to);
        return to.toString();
    }
}
