/** Where results go: JSON, a table in Markdown, plots in SVG. Depends on {@code figure}. */
package io.keepalive.benchmarks.report;
