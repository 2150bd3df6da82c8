// SPDX-License-Identifier: Apache-2.0
/**
 * What the integration tests and the benchmarks share: the basics, on which every other package of the test kit rests.
 * They are waiting for a condition, the scripts, and what a test requires of the machine.
 */
package io.keepalive.testkit;
