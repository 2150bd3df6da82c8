// SPDX-License-Identifier: Apache-2.0
/** JDKs, and JVMs with and without the shipped agent: starts them, attaches to them, counts their heap. */
package io.keepalive.testkit.jvm;
