// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.policy.AddressBlock;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {

    @ParameterizedTest
    @CsvSource({"500ms, 500", "0ms, 0", "30s, 30000", "2m, 120000", "1h, 3600000", "999999999999h, 3599999999996400000"
    })
    void durationsAreParsedToMilliseconds(String text, long millis) throws Exception {
        assertThat(Duration.parse(text(text)).millis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "60 s, 60s",
        "60S, 60s",
        "60sec, 60s",
        "5 minutes, 5m",
        "2 Hours, 2h",
        "500 msec, 500ms",
        "500 millis, 500ms",
    })
    void aCloseDurationIsSuggested(String text, String meant) {
        assertThatThrownBy(() -> Duration.parse(text(text))).hasMessage("did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "1.5s", "-1s", "1d", "1s2", "1 m 30 s", "1234567890123s", "\u0663s"})
    void anyOtherTextIsNoDuration(String text) {
        assertThatThrownBy(() -> Duration.parse(text(text)))
                .hasMessage("a duration is a whole number with a unit: ms, s, m or h");
    }

    @ParameterizedTest
    @CsvSource({
        "1KB, 1000",
        "512KB, 512000",
        "10MB, 10000000",
        "1GB, 1000000000",
        "1KiB, 1024",
        "10MiB, 10485760",
        "1GiB, 1073741824",
        "1000GB, 1000000000000",
    })
    void sizesAreParsedToBytes(String text, long bytes) throws Exception {
        assertThat(new SizeType().parse(text(text))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"10, 10MB", "10M, 10MB", "10 mb, 10MB", "512k, 512KB", "10mib, 10MiB"})
    void aCloseSizeIsSuggested(String text, String meant) {
        assertThatThrownBy(() -> new SizeType().parse(text(text))).hasMessage("did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0KB", "1001GB", "999999GB", "10TB", "", "MB", "-1MB"})
    void sizesHaveBounds(String text) {
        assertThatThrownBy(() -> new SizeType().parse(text(text)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("");
    }

    /** The JDK's parser is the reference; it makes no DNS look-up for literals. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "0.0.0.0",
                "255.255.255.255",
                "::",
                "::1",
                "1::",
                "2001:db8::8:800:200C:417A",
                "2001:DB8:0:0:8:800:200C:417A",
                "::ffff:10.0.0.1",
                "64:ff9b::192.0.2.33",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8",
                "[::1]",
            })
    void addressesAreParsedAsTheJdkParsesThem(String literal) throws Exception {
        byte[] address = InetAddress.getByName(literal).getAddress();
        assertThat(AddressParser.parse(literal)).isEqualTo(AddressBlock.of(address, 8 * address.length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                "1.2.3.256",
                "01.2.3.4",
                ":::",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8::",
                "1::2::3",
                "12345::",
                "::1.2.3.4:5",
                "::1.2.3",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0.0/-1",
                "::/129",
                "10.0.0.1/31",
            })
    void anyOtherTextIsNoAddress(String literal) {
        assertThatThrownBy(() -> AddressParser.parse(literal)).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db",
                "db.internal",
                "db.internal.",
                "*.db.internal",
                "a_b-c.1",
                "1and1.example",
                "b\u00fccher.example"
            })
    void hostNamesAreText(String name) throws Exception {
        assertThat(new RemoteType().parse(text(name))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "*.", "*.*.x", "db.*", "a..b", "-a", ".a", "a b", "a:b", "db/1", "user@db"})
    void anyOtherTextIsNoHostName(String name) {
        assertThatThrownBy(() -> new RemoteType().parse(text(name))).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void aNameLongerThanDnsAllowsIsNoHostName() {
        assertThatThrownBy(() -> new RemoteType().parse(text("a".repeat(254))))
                .isInstanceOf(InvalidValueException.class);
    }

    private static Scalar text(String text) {
        return new Scalar(Scalar.Kind.TEXT, text);
    }
}
