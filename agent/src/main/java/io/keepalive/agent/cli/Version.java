package io.keepalive.agent.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this jar, from its manifest. */
final class Version implements IVersionProvider {

    static String ofThisJar() {
        return String.valueOf(Version.class.getPackage().getImplementationVersion());
    }

    @Override
    public String[] getVersion() {
        return new String[] {"keepalive-agent " + ofThisJar()};
    }
}
