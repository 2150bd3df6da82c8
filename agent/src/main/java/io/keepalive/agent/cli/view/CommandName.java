// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.view;

/** How the user started this command line, for the help and for advice that can be repeated. */
public final class CommandName {

    /**
     * {@code java -jar keepalive-agent.jar}, or what a launcher such as that of the Debian package gives as the system property
     * {@code launcher.command}. The name is outside {@code keepalive.*}, where the properties of the settings are.
     */
    public static final String OF_THIS_PROCESS =
            System.getProperty("launcher.command", "java -jar keepalive-agent.jar");

    private CommandName() {}
}
