// SPDX-License-Identifier: Apache-2.0
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes CHANGELOG.md in the form of deb-changelog(5). */
final class DebianChangelog {

    private static final Pattern VERSION = Pattern.compile("## \\[?([^] ]+)]?(?: - (\\d{4}-\\d{2}-\\d{2}))?.*");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT);
    private static final int WIDTH = 78;

    private final String packaged;
    private final Instant built;
    private final String maintainer;
    private final StringBuilder changelog = new StringBuilder();

    private String heading;
    private String trailer;
    private final StringBuilder entry = new StringBuilder();
    private final StringBuilder item = new StringBuilder();

    private DebianChangelog(String packaged, Instant built, String maintainer) {
        this.packaged = packaged;
        this.built = built;
        this.maintainer = maintainer;
    }

    /** Unreleased changes become the entry of the packaged version, which has one too if there are none. */
    static String of(List<String> markdown, String packaged, Instant built, String maintainer) {
        DebianChangelog changelog = new DebianChangelog(packaged, built, maintainer);
        markdown.forEach(changelog::add);
        changelog.endEntry();
        String entries = changelog.changelog.toString();
        if (entries.startsWith(headingOf(packaged))) {
            return entries;
        }
        if (entries.contains("\n" + headingOf(packaged))) {
            throw new IllegalArgumentException("CHANGELOG.md does not begin with version " + packaged);
        }
        changelog.begin(packaged, null);
        return changelog.heading + "\n  * No change that a user notices.\n" + changelog.trailer + "\n" + entries;
    }

    private static String headingOf(String version) {
        return "keepalive-agent (" + version + ") ";
    }

    private void add(String line) {
        Matcher version = VERSION.matcher(line);
        if (version.matches()) {
            endEntry();
            begin(version.group(1), version.group(2));
        } else if (heading == null || line.isBlank()) {
            endItem();
        } else if (line.startsWith("### ")) {
            endItem();
            entry.append("\n  [ ").append(line.substring(4)).append(" ]\n");
        } else if (line.startsWith("- ")) {
            endItem();
            item.append(line.substring(2));
        } else {
            item.append(item.isEmpty() ? "" : " ").append(line.strip());
        }
    }

    private void begin(String version, String date) {
        boolean released = date != null;
        ZonedDateTime time = released
                ? LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC)
                : built.atZone(ZoneOffset.UTC);
        // As packaging/debian/build names a version.
        heading = headingOf(released ? version.replaceFirst("-", "~") : packaged) + "unstable; urgency=medium\n";
        trailer = "\n -- " + maintainer + "  " + DATE.format(time) + "\n";
    }

    private void endItem() {
        if (!item.isEmpty()) {
            wrap(item.toString().split(" +"));
            item.setLength(0);
        }
    }

    private void wrap(String[] words) {
        StringBuilder line = new StringBuilder("  *");
        for (String word : words) {
            if (line.length() + 1 + word.length() > WIDTH) {
                entry.append(line).append('\n');
                line = new StringBuilder("   ");
            }
            line.append(' ').append(word);
        }
        entry.append(line).append('\n');
    }

    private void endEntry() {
        endItem();
        if (!entry.isEmpty()) {
            changelog.append(changelog.isEmpty() ? "" : "\n").append(heading).append(entry.charAt(0) == '\n' ? "" : "\n");
            changelog.append(entry).append(trailer);
            entry.setLength(0);
        }
    }
}
