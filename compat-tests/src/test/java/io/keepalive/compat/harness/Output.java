package io.keepalive.compat.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One output stream of a process, line by line as it comes. */
public final class Output {

    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private final Output complaints;

    Output(String name, InputStream stream) {
        this(name, stream, null);
    }

    /** @param complaints what else is shown when an expected line does not come, or null */
    Output(String name, InputStream stream, Output complaints) {
        this.complaints = complaints;
        reader = new Thread(() -> read(stream), name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream stream) {
        try (var in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(line);
            }
        } catch (IOException closed) {
            // The process was ended: so has its output.
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
    }

    /** What has come so far. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** What has come so far that matches as a whole. */
    public List<String> lines(String regex) {
        return lines().stream().filter(line -> line.matches(regex)).toList();
    }

    /** Waits for a line that matches as a whole, and gives its groups. */
    public Matcher await(String regex) {
        Pattern pattern = Pattern.compile(regex);
        Await.until(() -> firstMatch(pattern).isPresent() || !reader.isAlive());
        return firstMatch(pattern).orElseThrow(() -> new AssertionError("no line like " + regex + " but only " + this));
    }

    /** Waits until so many lines match as a whole. */
    public void await(String regex, int atLeast) {
        if (!Await.until(() -> lines(regex).size() >= atLeast)) {
            throw new AssertionError("no " + atLeast + " lines like " + regex + " but only " + this);
        }
    }

    private Optional<Matcher> firstMatch(Pattern pattern) {
        return lines().stream().map(pattern::matcher).filter(Matcher::matches).findFirst();
    }

    @Override
    public String toString() {
        return lines() + (complaints == null ? "" : " and " + complaints);
    }

    void awaitEnd() {
        Await.until(() -> !reader.isAlive());
    }
}
