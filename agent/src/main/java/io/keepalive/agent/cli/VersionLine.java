// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli;

import io.keepalive.agent.cli.jvm.Version;
import picocli.CommandLine.IVersionProvider;

/** The output of {@code --version}. */
final class VersionLine implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"keepalive-agent " + Version.ofThisJar()};
    }
}
