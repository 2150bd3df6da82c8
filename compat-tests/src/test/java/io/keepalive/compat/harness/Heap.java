package io.keepalive.compat.harness;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lives in an application's heap after a collection, by the JDK's own jcmd. */
public final class Heap {

    private final String histogram;

    private Heap(String histogram) {
        this.histogram = histogram;
    }

    /** Collects garbage there and counts what is left. */
    public static Heap of(ForkedJvm application) {
        String pid = String.valueOf(application.pid());
        String jcmd = Jdk.underTest().program("jcmd");
        Commands.run(List.of(jcmd, pid, "GC.run"));
        return new Heap(Commands.run(List.of(jcmd, pid, "GC.class_histogram")));
    }

    /** How many objects of this very class there are. */
    public long instances(String className) {
        return firstNumber("\\s+\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(className) + "(?: .*)?", 0);
    }

    /** The size of everything. */
    public long bytes() {
        return firstNumber("Total\\s+\\d+\\s+(\\d+)\\s*", -1);
    }

    private long firstNumber(String line, long otherwise) {
        Pattern pattern = Pattern.compile(line);
        return histogram
                .lines()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(found -> Long.parseLong(found.group(1)))
                .findFirst()
                .orElse(otherwise);
    }
}
