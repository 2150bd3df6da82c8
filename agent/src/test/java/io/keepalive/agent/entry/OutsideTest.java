package io.keepalive.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What main's thread finds out by itself about what is said outside the file. */
class OutsideTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/etc/keepalive.yaml | /etc/keepalive.yaml",
                "/etc/keepalive.yaml,env=prod | /etc/keepalive.yaml",
                "' keepalive.yaml , idle=3s' | keepalive.yaml",
                "env=prod,config=keepalive.yaml | keepalive.yaml",
                "config=keepalive.yaml | keepalive.yaml",
                "./a=b.yaml | ./a=b.yaml",
                "=b.yaml | =b.yaml",
                "log.file=/tmp/x |",
                ",env=prod |",
                "'' |",
            })
    void theFileIsFoundAsTheConfigurationFindsIt(String argument, String file) {
        assertThat(Outside.file(argument)).isEqualTo(file);
        assertThat(Outside.couldHoldMain(argument)).isEqualTo(file != null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start=wait", "start=auto", "idle=3s,start=wait", "precedence=app", "start=beseid"})
    void aWordAboutItIsFoundWithoutAFile(String argument) {
        assertThat(Outside.couldHoldMain(argument)).isTrue();
        assertThat(Outside.speaksOfSeeing(argument)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "idle=3s", "mode=observe,log.file=start", "restart=wait", "/x.yaml,start=beside"})
    void nothingHoldsMainWithoutFileAndWord(String argument) {
        assertThat(Outside.couldHoldMain(argument)).isFalse();
    }

    @Test
    void noArgumentIsNone() {
        assertThat(Outside.couldHoldMain(null)).isFalse();
        assertThat(Outside.file(null)).isNull();
        assertThat(Outside.value("fail-fast", null)).isNull();
    }

    @Test
    void aSystemPropertyCountsBehindTheArgument() {
        System.setProperty("keepalive.start", " beside ");
        try {
            assertThat(Outside.value("start", null)).isEqualTo("beside");
            assertThat(Outside.value("start", "x.yaml,start=wait")).isEqualTo("wait");
            assertThat(Outside.couldHoldMain("x.yaml")).isFalse();
        } finally {
            System.clearProperty("keepalive.start");
        }
    }
}
