// SPDX-License-Identifier: Apache-2.0
/** Where results go: JSON, a table in Markdown, plots in SVG. Depends on {@code figure}. */
package io.keepalive.benchmarks.report;
