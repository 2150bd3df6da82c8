// SPDX-License-Identifier: Apache-2.0
/** Programs of the tests of JVMs that differ from the usual one as a whole. */
package io.keepalive.compat.platform;
