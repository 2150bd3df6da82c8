// SPDX-License-Identifier: Apache-2.0
/**
 * The log: one line per event, as text or JSON, to standard error or a rolling file; rate-limited in text form.
 *
 * <p>Lives in the agent's own class loader. Runs on the reporter's thread. Depends on {@link io.keepalive.agent.report}
 * and its dependencies.
 */
package io.keepalive.agent.report.log;
