// SPDX-License-Identifier: Apache-2.0
/**
 * How deaths are detected and reported: by a blocked reader, by the watcher alone, with several causes, and
 * when memory, descriptors or clocks are in trouble. Peers die on hosts of their own.
 */
package io.keepalive.compat.deaths;
