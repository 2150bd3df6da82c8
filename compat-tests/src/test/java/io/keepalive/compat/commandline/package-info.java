// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: commands, connection lists, JVMs of other users, and processes that forge replies or plant
 * files.
 */
package io.keepalive.compat.commandline;
