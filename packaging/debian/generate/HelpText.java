// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the help of the command line, or of one of its commands, contains. */
record HelpText(String synopsis, List<List<String>> paragraphs, List<Row> rows, List<Row> commands) {

    /** One option, operand or command, with its description on one line. */
    record Row(String term, String description) {

        boolean isOption() {
            return term.startsWith("-");
        }

        /** The names of an option: -h and --help. */
        List<String> names() {
            return List.of(term.replaceAll("=\\S+", "").split(", "));
        }

        /** The value that an option takes, or empty. */
        String value() {
            int equals = term.indexOf('=');
            return equals < 0 ? "" : term.substring(equals + 1);
        }

        /** The name of an operand, without the brackets of one that may be missing. */
        String operand() {
            return term.replaceAll("[\\[\\]]", "");
        }
    }

    private static final String USAGE = "Usage: java -jar keepalive-agent.jar";
    private static final Pattern ROW = Pattern.compile(" {2,6}(\\S+(?:, \\S+)*) {2,}(\\S.*)");
    private static final Pattern CONTINUED = Pattern.compile(" {8,}(\\S.*)");

    /** Runs the jar with {@code --help}, after the command if there is one. */
    static HelpText of(String java, String jar, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(java, "-jar", jar));
        line.addAll(List.of(command));
        line.add("--help");
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(line + " ended with exit status " + process.exitValue());
        }
        return parse(output);
    }

    private static HelpText parse(String output) {
        List<List<String>> blocks = blocks(output.split("\n"));
        String synopsis = blocks.get(0).get(0);
        if (!synopsis.startsWith(USAGE)) {
            throw new IllegalArgumentException("the help begins with '" + synopsis + "' instead of '" + USAGE + "'");
        }
        blocks.get(0).remove(0);
        HelpText help = new HelpText(
                synopsis.substring(USAGE.length()).strip(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (List<String> block : blocks) {
            help.add(block);
        }
        if (help.rows.stream().noneMatch(row -> row.names().contains("--help"))) {
            throw new IllegalArgumentException("no option --help in the help:\n" + output);
        }
        return help;
    }

    private static List<List<String>> blocks(String[] lines) {
        List<List<String>> blocks = new ArrayList<>();
        blocks.add(new ArrayList<>());
        for (String line : lines) {
            if (!line.isBlank()) {
                blocks.get(blocks.size() - 1).add(line);
            } else if (!blocks.get(blocks.size() - 1).isEmpty()) {
                blocks.add(new ArrayList<>());
            }
        }
        return blocks;
    }

    private void add(List<String> block) {
        if (block.isEmpty()) {
            return;
        }
        if (block.get(0).startsWith("Commands (")) {
            addRows(block.subList(1, block.size()), commands);
        } else if (block.get(0).startsWith("  ")) {
            addRows(block, rows);
        } else {
            paragraphs.add(block);
        }
    }

    private static void addRows(List<String> block, List<Row> rows) {
        for (String line : block) {
            Matcher row = ROW.matcher(line);
            Matcher continued = CONTINUED.matcher(line);
            if (row.matches()) {
                rows.add(new Row(row.group(1), row.group(2)));
            } else if (continued.matches() && !rows.isEmpty()) {
                Row last = rows.remove(rows.size() - 1);
                rows.add(new Row(last.term(), last.description() + " " + continued.group(1)));
            } else {
                throw new IllegalArgumentException("neither an option nor the rest of one: '" + line + "'");
            }
        }
    }
}
