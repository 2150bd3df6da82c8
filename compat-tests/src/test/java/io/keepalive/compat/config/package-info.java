/**
 * The configuration: wrong files, files that cannot be read, reloads and mode changes.
 */
package io.keepalive.compat.config;
