// SPDX-License-Identifier: Apache-2.0
/** The shipped agent's configuration, log and command line. */
package io.keepalive.testkit.agent;
