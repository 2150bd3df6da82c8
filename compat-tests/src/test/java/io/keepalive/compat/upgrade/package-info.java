// SPDX-License-Identifier: Apache-2.0
/** The agent's jar is replaced or overwritten while a JVM runs with it. */
package io.keepalive.compat.upgrade;
