// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the package's generated files: manual pages and completion scripts from the help of the jar's command line, and
 * Debian's changelog. Arguments: the Java and the jar to run, the package's version, the time in seconds since 1970, the
 * maintainer, CHANGELOG.md, and the folder to write to.
 */
public final class Generate {

    private Generate() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String java = arguments[0];
        String jar = arguments[1];
        String version = arguments[2];
        Instant time = Instant.ofEpochSecond(Long.parseLong(arguments[3]));
        Path out = Files.createDirectories(Path.of(arguments[6]));
        commandLine(java, jar, version, LocalDate.ofInstant(time, ZoneOffset.UTC).toString(), out);
        Files.writeString(
                out.resolve("changelog"),
                DebianChangelog.of(Files.readAllLines(Path.of(arguments[5])), version, time, arguments[4]));
    }

    private static void commandLine(String java, String jar, String version, String date, Path out)
            throws IOException, InterruptedException {
        HelpText root = HelpText.of(java, jar);
        Map<String, HelpText> commands = new LinkedHashMap<>();
        for (HelpText.Row command : root.commands()) {
            commands.put(command.term(), HelpText.of(java, jar, command.term()));
        }
        Files.writeString(out.resolve("keepalive-agent.1"), ManPage.ofRoot(root, version, date));
        for (Map.Entry<String, HelpText> command : commands.entrySet()) {
            Files.writeString(
                    out.resolve("keepalive-agent-" + command.getKey() + ".1"),
                    ManPage.ofCommand(command.getKey(), command.getValue(), root, version, date));
        }
        Files.writeString(out.resolve("keepalive-agent.bash"), Completions.bash(root, commands));
        Files.writeString(out.resolve("_keepalive-agent"), Completions.zsh(root, commands));
    }
}
