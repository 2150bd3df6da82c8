// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event.agent;

/** Result of reading the configuration while the agent runs. */
public enum ReloadResult {
    /** It is in force. */
    RELOADED,
    /** It has errors; the previous one stays in force. */
    REJECTED
}
