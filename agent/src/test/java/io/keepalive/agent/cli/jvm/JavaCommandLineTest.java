// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaCommandLineTest {

    @ParameterizedTest
    @CsvSource({
        "java -jar app.jar x, app.jar",
        "java -Xmx1g -cp a:b com.acme.Main --port 80, com.acme.Main",
        "java --add-opens java.base/java.lang=ALL-UNNAMED --class-path a -Da=b Main, Main",
        "java -m mod/com.acme.Main, mod/com.acme.Main",
        "java @options.txt Main, Main",
        "/opt/jdk/bin/java Main, Main",
        "/opt/app/launcher -x Main, /opt/app/launcher",
        "keytool -genkeypair -keyalg RSA, keytool",
        "java -jar, -jar",
        "java -version, java"
    })
    void findsTheMainProgram(String arguments, String expected) {
        assertThat(JavaCommandLine.mainProgram(List.of(arguments.split(" ")))).isEqualTo(expected);
    }
}
