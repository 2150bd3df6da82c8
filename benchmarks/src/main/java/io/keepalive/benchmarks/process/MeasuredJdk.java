package io.keepalive.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JDK on which something is measured. */
public record MeasuredJdk(int feature, Path home) {

    private static final Pattern VERSION = Pattern.compile("version \"([^\"]+)\"");

    /** Those that are here, as the script found them: a version and a home on each line. */
    public static List<MeasuredJdk> here() {
        return System.getProperty("benchmarks.jdks", "")
                .lines()
                .map(line -> line.split(" ", 2))
                .map(words -> new MeasuredJdk(Integer.parseInt(words[0]), Path.of(words[1])))
                .toList();
    }

    public String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** As it says itself: 17.0.15, 1.8.0_504. */
    public String version() throws IOException, InterruptedException {
        Matcher matcher = VERSION.matcher(ShortCommand.outputOf(List.of(program("java"), "-version")));
        return matcher.find() ? matcher.group(1) : String.valueOf(feature);
    }
}
