// SPDX-License-Identifier: Apache-2.0
/**
 * The configuration: wrong files, files that cannot be read, reloads and mode changes.
 */
package io.keepalive.compat.config;
