// SPDX-License-Identifier: Apache-2.0
/** What one process sees differently from all others: mounts, the clock, another user. */
package io.keepalive.testkit.isolation;
