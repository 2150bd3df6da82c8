// SPDX-License-Identifier: Apache-2.0
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the completion scripts of bash and zsh. */
final class Completions {

    private static final String BASH = """
            # bash completion for keepalive-agent

            # The JVMs of this user, for root all: what the command list shows, without the start of a JVM.
            _keepalive_agent_pids() {
                local process name
                for process in /proc/[0-9]*; do
                    [[ -O $process || $EUID -eq 0 ]] || continue
                    { read -r name < "$process/comm"; } 2> /dev/null || continue
                    [[ $name == java ]] && echo "${process#/proc/}"
                done
            }

            _keepalive_agent() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
                local command='' options='@ROOT@' operands='' operand word position=0 i
                COMPREPLY=()
                case $previous in
                    @VALUED@ | =) return ;;
                esac
                for ((i = 1; i < COMP_CWORD; i++)); do
                    word=${COMP_WORDS[i]}
                    case $word in
                        =) ((i++)) ;;
                        @VALUED@) [[ ${COMP_WORDS[i + 1]} == = ]] || ((i++)) ;;
                        -*) ;;
                        *) if [[ -z $command ]]; then command=$word; else ((position++)); fi ;;
                    esac
                done
                case $command in
                    '') [[ $current == -* ]] || options='@COMMANDS@' ;;
            @CASES@
                    *) options='' ;;
                esac
                if [[ -z $command || $current == -* ]]; then
                    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
                    return
                fi
                read -ra operands <<< "$operands"
                operand=${operands[position]}
                case $operand in
                    PID) mapfile -t COMPREPLY < <(compgen -W "$(_keepalive_agent_pids)" -- "$current") ;;
                    CONFIG)
                        compopt -o filenames 2> /dev/null
                        mapfile -t COMPREPLY < <(compgen -f -- "$current")
                        ;;
                esac
            }

            complete -F _keepalive_agent keepalive-agent
            """;

    private static final String ZSH = """
            #compdef keepalive-agent

            # The JVMs of this user, for root all: what the command list shows, without the start of a JVM.
            _keepalive-agent_pids() {
              local -a pids
              local process name
              for process in /proc/<->(N); do
                [[ -O $process || $EUID -eq 0 ]] || continue
                { read -r name < $process/comm } 2> /dev/null || continue
                [[ $name == java ]] && pids+=(${process#/proc/})
              done
              compadd -a pids
            }

            _keepalive-agent() {
              local curcontext=$curcontext state line
              typeset -A opt_args
              local -a commands=(
            @COMMANDS@
              )
              _arguments -C \\
            @ROOT@
                '1:command:->command' \\
                '*::argument:->arguments'
              case $state in
                command) _describe command commands ;;
                arguments)
                  case $line[1] in
            @CASES@
                  esac
                  ;;
              esac
            }

            _keepalive-agent "$@"
            """;

    private Completions() {}

    static String bash(HelpText root, Map<String, HelpText> commands) {
        String cases = commands.entrySet().stream()
                .map(command -> "        %s) options='%s' operands='%s' ;;"
                        .formatted(command.getKey(), optionsOf(command.getValue()), operandsOf(command.getValue())))
                .collect(Collectors.joining("\n"));
        String valued = commands.values().stream()
                .flatMap(help -> help.rows().stream())
                .filter(row -> row.isOption() && !row.value().isEmpty())
                .flatMap(row -> row.names().stream())
                .distinct()
                .collect(Collectors.joining(" | "));
        return BASH.replace("@ROOT@", optionsOf(root))
                .replace("@VALUED@", valued)
                .replace("@COMMANDS@", String.join(" ", commands.keySet()))
                .replace("@CASES@", cases);
    }

    private static String optionsOf(HelpText help) {
        return help.rows().stream()
                .filter(HelpText.Row::isOption)
                .flatMap(row -> row.names().stream())
                .collect(Collectors.joining(" "));
    }

    private static String operandsOf(HelpText help) {
        return operands(help).stream().map(HelpText.Row::operand).collect(Collectors.joining(" "));
    }

    private static List<HelpText.Row> operands(HelpText help) {
        return help.rows().stream().filter(row -> !row.isOption()).toList();
    }

    static String zsh(HelpText root, Map<String, HelpText> commands) {
        String described = root.commands().stream()
                .map(row -> "    '" + row.term() + ":" + quoted(row.description()) + "'")
                .collect(Collectors.joining("\n"));
        String cases = commands.entrySet().stream()
                .map(command -> "        " + command.getKey() + ") _arguments \\\n"
                        + specifications(command.getValue(), "          ") + " ;;")
                .collect(Collectors.joining("\n"));
        return ZSH.replace("@COMMANDS@", described)
                .replace("@ROOT@", specifications(root, "    ") + " \\")
                .replace("@CASES@", cases);
    }

    private static String specifications(HelpText help, String indent) {
        StringBuilder text = new StringBuilder();
        int position = 0;
        for (HelpText.Row row : help.rows()) {
            text.append(text.isEmpty() ? "" : " \\\n")
                    .append(indent)
                    .append(row.isOption() ? option(row) : operand(row, ++position));
        }
        return text.toString();
    }

    private static String option(HelpText.Row row) {
        String names = row.names().size() == 1 ? row.names().get(0) : "'{" + String.join(",", row.names()) + "}'";
        String value = row.value().isEmpty() ? "" : "=";
        String argument = row.value().isEmpty() ? "" : ":" + row.value() + ": ";
        String alone = row.names().contains("--help") || row.names().contains("--version") ? "(- *)" : "";
        return "'" + alone + names + value + "[" + quoted(row.description()) + "]" + argument + "'";
    }

    private static String operand(HelpText.Row row, int position) {
        String action = row.operand().equals("PID") ? "_keepalive-agent_pids" : "_files";
        String optional = row.term().startsWith("[") ? "::" : ":";
        return "'" + position + optional + row.operand() + ":" + action + "'";
    }

    /** Inside single quotes, in a description that ends at a bracket or a colon. */
    private static String quoted(String text) {
        return text.replace("'", "'\\''").replaceAll("[\\[\\]:]", "\\\\$0");
    }
}
