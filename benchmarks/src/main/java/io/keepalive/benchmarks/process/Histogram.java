package io.keepalive.benchmarks.process;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lives in a JVM's heap after a collection, by the JDK's own jcmd: bytes by class. */
public record Histogram(Map<String, Long> bytes) {

    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");

    /** Collects garbage there, twice since the first one may leave what has to be finalised, and counts what is left. */
    public static Histogram of(MeasuredJdk jdk, long pid) throws IOException, InterruptedException {
        ShortCommand.outputOf(List.of(jdk.program("jcmd"), String.valueOf(pid), "GC.run"));
        return parse(ShortCommand.outputOf(List.of(jdk.program("jcmd"), String.valueOf(pid), "GC.class_histogram")));
    }

    static Histogram parse(String text) {
        Map<String, Long> bytes = new TreeMap<>();
        text.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> bytes.merge(line.group(2), Long.valueOf(line.group(1)), Long::sum));
        return new Histogram(bytes);
    }

    /** What there is more here, class by class; negative where there is less. */
    public Histogram minus(Histogram other) {
        Map<String, Long> difference = new TreeMap<>();
        TreeSet<String> classes = new TreeSet<>(bytes.keySet());
        classes.addAll(other.bytes.keySet());
        for (String name : classes) {
            difference.put(name, bytes.getOrDefault(name, 0L) - other.bytes.getOrDefault(name, 0L));
        }
        return new Histogram(difference);
    }

    public long total() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }
}
