// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.jvm;

import io.keepalive.testkit.process.Commands;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The live objects in a JVM's heap by class, counted by the JDK's jcmd after a garbage collection. */
public record HeapHistogram(Map<String, Objects> classes) {

    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

    private static final Objects NONE = new Objects(0, 0);

    /**
     * The objects of one class.
     *
     * @param instances how many
     * @param bytes their size
     */
    public record Objects(long instances, long bytes) {

        private Objects plus(Objects other) {
            return new Objects(instances + other.instances, bytes + other.bytes);
        }

        private Objects minus(Objects other) {
            return new Objects(instances - other.instances, bytes - other.bytes);
        }
    }

    /** Collects garbage twice, since the first collection may leave objects with finalizers, and counts what is left. */
    public static HeapHistogram of(Jdk jdk, long pid) {
        String jcmd = jdk.program("jcmd");
        Commands.run(List.of(jcmd, String.valueOf(pid), "GC.run"));
        return parse(Commands.run(List.of(jcmd, String.valueOf(pid), "GC.class_histogram")));
    }

    static HeapHistogram parse(String text) {
        Map<String, Objects> classes = new TreeMap<>();
        text.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> classes.merge(
                        line.group(3),
                        new Objects(Long.parseLong(line.group(1)), Long.parseLong(line.group(2))),
                        Objects::plus));
        return new HeapHistogram(classes);
    }

    /** How many objects more there are here than there, class by class; negative where there are fewer. */
    public HeapHistogram minus(HeapHistogram other) {
        Map<String, Objects> difference = new TreeMap<>();
        TreeSet<String> names = new TreeSet<>(classes.keySet());
        names.addAll(other.classes.keySet());
        for (String name : names) {
            difference.put(name, classes.getOrDefault(name, NONE).minus(other.classes.getOrDefault(name, NONE)));
        }
        return new HeapHistogram(difference);
    }

    /** How many objects there are of this very class. */
    public long instances(String className) {
        return classes.getOrDefault(className, NONE).instances();
    }

    /** The size of all objects. */
    public long bytes() {
        return classes.values().stream().mapToLong(Objects::bytes).sum();
    }
}
