// SPDX-License-Identifier: Apache-2.0
/** The agent's own parts fail or hang: the application and the other parts go on, and the agent reports it. */
package io.keepalive.compat.faults;
