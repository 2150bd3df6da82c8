// SPDX-License-Identifier: Apache-2.0
/**
 * An agent that makes parts of the agent under test fail or hang, and an application that arms it. Nothing of it is in the
 * product: it weaves the faults into the agent's classes while they are defined.
 */
package io.keepalive.compat.fault;
