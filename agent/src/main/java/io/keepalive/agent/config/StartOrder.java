// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

/** The setting {@code start}: whether the application's main waits for the agent's hooks. */
public enum StartOrder {
    /** Main waits where something in the configuration applies only to connections that the agent sees opening. */
    AUTO,
    /** Main waits. */
    WAIT,
    /** Main runs at once, in parallel with the agent's start. */
    BESIDE
}
