// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/** The types of plain scalars, by the tables of YAML 1.2.2 (section 10.3.2), and compared with the library's types. */
class CoreSchemaTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
    void nulls(String plain) {
        assertThat(CoreSchema.kindOf(plain)).isEqualTo(Scalar.Kind.NULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE", "false", "False", "FALSE"})
    void booleans(String plain) {
        assertThat(CoreSchema.kindOf(plain)).isEqualTo(Scalar.Kind.BOOLEAN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "7",
                "-19",
                "+12",
                "007",
                "-0",
                "12345678901234567890",
                "0o7",
                "0o14",
                "0x3A",
                "0xdeadBEEF",
                "0.",
                "-0.0",
                ".5",
                "+.5",
                "12e03",
                "-2E+05",
                "1e-3",
                "685.23e03",
                "1.e5",
                ".5e1",
                ".inf",
                "-.Inf",
                "+.INF",
                ".nan",
                ".NaN",
                ".NAN"
            })
    void numbers(String plain) {
        assertThat(CoreSchema.kindOf(plain)).isEqualTo(Scalar.Kind.NUMBER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nULL",
                "none",
                "tRUE",
                "yes",
                "no",
                "on",
                "off",
                "y",
                "n",
                "-",
                "+",
                ".",
                "-.",
                "+.",
                "e5",
                "1e",
                "1e+",
                ".e1",
                "1.2.3",
                "1-2",
                "--1",
                "0o",
                "0o8",
                "0O7",
                "0x",
                "0xg",
                "-0x1",
                "+0o7",
                "0b1",
                "1_000",
                "1,000",
                "190:20:30",
                "inf",
                ".iNF",
                "nan",
                "-.nan",
                "+.NaN",
                ".inf.",
                "30s",
                "10MB",
                "\u0663",
                " ",
                "1 2",
                "<<",
                "="
            })
    void texts(String plain) {
        assertThat(CoreSchema.kindOf(plain)).isEqualTo(Scalar.Kind.TEXT);
    }

    @Test
    void theLibraryAgrees() {
        String[] pieces = {
            "+", "-", ".", "0", "7", "9", "e", "E", "o", "x", "a", "F", "inf", "NaN", "true", "null", "_", "~"
        };
        CoreScalarResolver library = new CoreScalarResolver(false);
        Random random = new Random(20_261_129);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(7); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String plain = text.toString();
            assertThat(CoreSchema.kindOf(plain)).as(plain).isEqualTo(kindOf(library.resolve(plain, true)));
        }
    }

    private static Scalar.Kind kindOf(Tag tag) {
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return Scalar.Kind.NUMBER;
        }
        if (tag.equals(Tag.BOOL)) {
            return Scalar.Kind.BOOLEAN;
        }
        return tag.equals(Tag.NULL) ? Scalar.Kind.NULL : Scalar.Kind.TEXT;
    }
}
