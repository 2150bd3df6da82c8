// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.process;

import io.keepalive.testkit.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One output stream of a process. A thread reads it line by line as it comes and keeps all of it. */
public final class Output {

    /**
     * A line that matched.
     *
     * @param groups the groups of the regular expression
     * @param nanos when the line was read, by {@link System#nanoTime}
     * @param index of the line in this output
     */
    public record Arrival(Matcher groups, long nanos, int index) {}

    private record Line(String text, long nanos) {}

    private final List<Line> lines = new ArrayList<>();
    private final Thread reader;
    private final Output errors;
    private int next;
    private boolean ended;

    /** @param name of the reading thread */
    public Output(String name, InputStream stream) {
        this(name, stream, null);
    }

    /** @param errors shown beside this output when an expected line does not come, or null */
    Output(String name, InputStream stream, Output errors) {
        this.errors = errors;
        reader = new Thread(() -> read(stream), name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream stream) {
        try (var in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(new Line(line, System.nanoTime()));
            }
        } catch (IOException closed) {
            // The process was killed, which ends its output too.
        } finally {
            end();
        }
    }

    private synchronized void add(Line line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** All lines so far. */
    public synchronized List<String> lines() {
        return lines.stream().map(Line::text).toList();
    }

    /** The lines so far that match as a whole. */
    public List<String> lines(String regex) {
        return lines().stream().filter(line -> line.matches(regex)).toList();
    }

    /** Waits for a line that matches as a whole, which may be there already, and returns its groups. */
    public Matcher await(String regex) {
        return awaitArrival(regex).groups();
    }

    /** Waits for a line that matches as a whole, which may be there already. */
    public Arrival awaitArrival(String regex) {
        return awaitFrom(0, regex);
    }

    /** Waits until so many lines match as a whole. */
    public void await(String regex, int atLeast) {
        if (!Await.until(() -> lines(regex).size() >= atLeast)) {
            throw new AssertionError("no " + atLeast + " lines like " + regex + " but only " + this);
        }
    }

    /**
     * Waits for a line that matches as a whole and comes after the one that this method returned last, such as the answer
     * to one of many equal commands. For one thread alone.
     */
    public Matcher next(String regex) {
        Arrival arrival = awaitFrom(next, regex);
        next = arrival.index + 1;
        return arrival.groups();
    }

    private synchronized Arrival awaitFrom(int index, String regex) {
        Pattern pattern = Pattern.compile(regex);
        long began = System.nanoTime();
        int unread = index;
        while (true) {
            for (; unread < lines.size(); unread++) {
                Matcher matcher = pattern.matcher(lines.get(unread).text());
                if (matcher.matches()) {
                    return new Arrival(matcher, lines.get(unread).nanos(), unread);
                }
            }
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(Await.LIMIT.toNanos() - (System.nanoTime() - began));
            if (ended || leftMillis <= 0) {
                throw new AssertionError("no line like " + regex + " but only " + this);
            }
            pause(leftMillis);
        }
    }

    private void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Waits until the process has closed this stream. */
    void awaitEnd() {
        Await.until(() -> !reader.isAlive());
    }

    @Override
    public String toString() {
        return lines() + (errors == null ? "" : " and " + errors);
    }
}
