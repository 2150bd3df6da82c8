// SPDX-License-Identifier: Apache-2.0
/**
 * Libraries that are not dependencies of the tests: resolved when a test runs, so that one run can have many versions of
 * the same library, each with what it needs and nothing else.
 */
package io.keepalive.testkit.library;
