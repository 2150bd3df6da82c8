/**
 * The log: one line per event, as text or JSON, to standard error or to a file that rolls, limited when the same
 * happens to many peers.
 *
 * <p>Lives in the agent's own class loader. Runs on the reporter's thread. Depends on {@link io.keepalive.agent.report}
 * and what that depends on.
 */
package io.keepalive.agent.report.log;
