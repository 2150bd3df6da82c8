package io.keepalive.agent.cli.jvm;

/** The version of this jar, from its manifest. */
public final class Version {

    private Version() {}

    /** Such as {@code 1.0.0}; the text {@code null} if the classes do not come from the jar. */
    public static String ofThisJar() {
        return String.valueOf(Version.class.getPackage().getImplementationVersion());
    }
}
