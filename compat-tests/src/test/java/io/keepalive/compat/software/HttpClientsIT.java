package io.keepalive.compat.software;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP clients with a connection that they keep for the next request. */
@Tag("software")
class HttpClientsIT {

    private static final String KIND = "HTTP clients";
    private static final String PROGRAMS = "io.keepalive.compat.software.http.";
    private static final Server SERVER = ServerProgram.of("io.keepalive.compat.software.jdk.JdkHttpServer", 17);

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("software")
    void isCovered(Installation installation) {
        new SoftwareScenario(installation, folder).isCovered();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("withDeadPeer")
    void findsDeadPeer(Installation installation) {
        new SoftwareScenario(installation, folder).findsDeadPeer();
    }

    static Stream<Installation> software() {
        return Stream.of(okHttp("3.14.9").on(8, 17), okHttp("4.12.0").on(17, 25))
                .flatMap(each -> each);
    }

    static Stream<Installation> withDeadPeer() {
        return okHttp("4.12.0").on(17);
    }

    private static Software okHttp(String version) {
        return Software.of(KIND, "OkHttp", version, PROGRAMS + "OkHttp")
                .with("com.squareup.okhttp3:okhttp:VERSION")
                .connectingTo(SERVER);
    }
}
