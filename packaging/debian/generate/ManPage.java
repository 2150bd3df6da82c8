// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the manual page of the command line or of one of its commands, in the macros of man(7). */
final class ManPage {

    private static final String NAME = "keepalive-agent";
    private static final String EXIT_STATUS = "Exit status: ";

    private final StringBuilder page = new StringBuilder();

    private ManPage(String name, String summary, String version, String date) {
        line(".TH " + escaped(name.toUpperCase(java.util.Locale.ROOT)) + " 1 " + date + " \"" + NAME + " "
                + escaped(version) + "\" \"User Commands\"");
        section("NAME");
        line(escaped(name) + " \\- " + escaped(asName(summary)));
    }

    /** The page of the command line. */
    static String ofRoot(HelpText help, String version, String date) {
        String summary = joined(help.paragraphs().get(0));
        ManPage page = new ManPage(NAME, "enable TCP keepalive in Java applications and report dead peers", version, date);
        page.section("SYNOPSIS");
        page.line(".B " + escaped(NAME));
        page.line(".I COMMAND");
        page.line(".RI [ argument \" ...\" ]");
        page.section("DESCRIPTION");
        page.line(escaped(summary));
        page.paragraphs(help, 1);
        page.paragraph("The installed package changes no application. An application has the agent if it is started"
                + " with the option above or if the agent is attached to it.");
        page.section("OPTIONS");
        page.rows(help.rows());
        page.section("COMMANDS");
        for (HelpText.Row command : help.commands()) {
            page.line(".TP");
            page.line(".BR " + escaped(NAME + "-" + command.term()) + " (1)");
            page.line(escaped(command.description()));
        }
        page.exitStatus(help);
        page.filesAndEnvironment();
        page.seeAlso(help.commands().stream()
                .map(command -> NAME + "-" + command.term())
                .toList());
        return page.page.toString();
    }

    /** The page of one command. */
    static String ofCommand(String command, HelpText help, HelpText root, String version, String date) {
        ManPage page = new ManPage(NAME + "-" + command, joined(help.paragraphs().get(0)), version, date);
        page.section("SYNOPSIS");
        page.line(".B " + escaped(NAME + " " + command));
        page.line(escaped(help.synopsis().substring(command.length()).strip()));
        page.section("DESCRIPTION");
        page.line(escaped(joined(help.paragraphs().get(0))));
        page.paragraphs(help, 1);
        List<HelpText.Row> operands =
                help.rows().stream().filter(row -> !row.isOption()).toList();
        if (!operands.isEmpty()) {
            page.section("OPERANDS");
            page.rows(operands);
        }
        page.section("OPTIONS");
        page.rows(help.rows().stream().filter(HelpText.Row::isOption).toList());
        page.exitStatus(help.paragraphs().stream().anyMatch(ManPage::isExitStatus) ? help : root);
        page.filesAndEnvironment();
        page.seeAlso(List.of(NAME));
        return page.page.toString();
    }

    private void paragraphs(HelpText help, int first) {
        for (List<String> block : help.paragraphs().subList(first, help.paragraphs().size())) {
            if (!isExitStatus(block)) {
                paragraph(block);
            }
        }
    }

    /** Lines that begin with blanks are kept as they are; the others are filled. */
    private void paragraph(List<String> block) {
        List<String> text = new ArrayList<>();
        boolean literal = false;
        line(".PP");
        for (String help : block) {
            boolean indented = help.startsWith("  ");
            if (indented && !literal) {
                flush(text);
                line(".PP");
                line(".RS 4");
                line(".nf");
            } else if (!indented && literal) {
                line(".fi");
                line(".RE");
                line(".PP");
            }
            literal = indented;
            if (indented) {
                line(escaped(help.strip()));
            } else {
                text.add(help);
            }
        }
        flush(text);
        if (literal) {
            line(".fi");
            line(".RE");
        }
    }

    private void flush(List<String> text) {
        if (!text.isEmpty()) {
            line(escaped(joined(text)));
            text.clear();
        }
    }

    private void paragraph(String text) {
        line(".PP");
        line(escaped(text));
    }

    private void rows(List<HelpText.Row> rows) {
        for (HelpText.Row row : rows) {
            line(".TP");
            line(".B " + escaped(row.term()));
            line(escaped(row.description()));
        }
    }

    private void exitStatus(HelpText help) {
        section("EXIT STATUS");
        help.paragraphs().stream()
                .filter(ManPage::isExitStatus)
                .map(block -> joined(block).substring(EXIT_STATUS.length()))
                .forEach(text -> line(escaped(Character.toUpperCase(text.charAt(0)) + text.substring(1))));
    }

    private void filesAndEnvironment() {
        section("FILES");
        rows(List.of(
                new HelpText.Row("/usr/share/java/keepalive-agent.jar", "The agent, for the JVM option -javaagent."),
                new HelpText.Row(
                        "/etc/keepalive/keepalive.yaml",
                        "A configuration with every key and the defaults. It is read only where an option or a variable"
                                + " names it."),
                new HelpText.Row("/usr/share/doc/keepalive-agent/README.Debian", "How a service uses the agent.")));
        section("ENVIRONMENT");
        rows(List.of(
                new HelpText.Row(
                        "JAVA_HOME", "The Java that runs the command. Without it, the command java of the PATH."),
                new HelpText.Row(
                        "KEEPALIVE_CONFIG, KEEPALIVE_ENV, KEEPALIVE_MODE, ...",
                        "Settings that override the configuration file; the agent reads them in the application's"
                                + " environment, and the command check in its own.")));
    }

    private void seeAlso(List<String> names) {
        section("SEE ALSO");
        for (int i = 0; i < names.size(); i++) {
            line(".BR " + escaped(names.get(i)) + " (1)" + (i + 1 < names.size() ? "," : ""));
        }
    }

    private void section(String title) {
        line(".SH " + (title.contains(" ") ? '"' + title + '"' : title));
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private static boolean isExitStatus(List<String> block) {
        return block.get(0).startsWith(EXIT_STATUS);
    }

    private static String joined(List<String> lines) {
        return lines.stream().map(String::strip).collect(Collectors.joining(" "));
    }

    private static String asName(String summary) {
        String text = summary.endsWith(".") ? summary.substring(0, summary.length() - 1) : summary;
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** The help's text as it reads for the installed command, safe at the start of a line and in a macro's argument. */
    private static String escaped(String text) {
        String installed = text.replace("java -jar keepalive-agent.jar", NAME)
                .replace("-javaagent:keepalive-agent.jar=config.yaml",
                        "-javaagent:/usr/share/java/keepalive-agent.jar=/etc/keepalive/keepalive.yaml");
        String roff = installed.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
        return roff.startsWith(".") || roff.startsWith("'") ? "\\&" + roff : roff;
    }
}
