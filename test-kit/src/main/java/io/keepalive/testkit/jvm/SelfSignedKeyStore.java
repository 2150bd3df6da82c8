// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.jvm;

import io.keepalive.testkit.process.Commands;
import java.nio.file.Path;
import java.util.List;

/** A key store with a key pair and a self-signed certificate, made for one test. */
public final class SelfSignedKeyStore {

    private static final String PASSWORD = "changeit";

    private final Path file;

    private SelfSignedKeyStore(Path file) {
        this.file = file;
    }

    /** Creates one in this folder with the keytool of the JDK under test. */
    public static SelfSignedKeyStore in(Path folder) {
        return in(folder, Jdk.underTest());
    }

    /** Creates one in this folder with the keytool of a JDK. */
    public static SelfSignedKeyStore in(Path folder, Jdk jdk) {
        Path file = folder.resolve("keystore.p12");
        Commands.run(List.of(
                jdk.program("keytool"),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-alias",
                "localhost",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString()));
        return new SelfSignedKeyStore(file);
    }

    /** The JVM options that make it the key store and the trust store. */
    public List<String> jvmOptions() {
        return List.of(
                "-Djavax.net.ssl.keyStore=" + file,
                "-Djavax.net.ssl.keyStorePassword=" + PASSWORD,
                "-Djavax.net.ssl.keyStoreType=PKCS12",
                "-Djavax.net.ssl.trustStore=" + file,
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
                "-Djavax.net.ssl.trustStoreType=PKCS12");
    }
}
