// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses the part of YAML that most configurations consist of: mappings and lists by indentation, flow collections on one
 * line, plain and quoted scalars on one line without escapes, and comments, in ASCII. Any other text, valid or not, is left
 * to {@link LibraryParser}: loading the library takes longer than all the rest of reading the configuration.
 *
 * <p>Each method that parses something returns whether the text is in the subset; after false nothing else is called.
 */
final class SubsetParser {

    /** What a plain scalar can consist of besides letters, digits, spaces, and colons before something else than a space. */
    private static final String PLAIN = "_./~$+-*@%=";

    /** What a plain scalar can begin with besides letters and digits. */
    private static final String PLAIN_START = "_./~$+";

    /** Far below the library's limit for keys, 1024 characters (YAML 1.2.2, section 7.4.2). */
    private static final int MAX_KEY = 100;

    private final String file;
    private final String text;
    private final List<YamlEvent> events = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;
    private int depth;

    private SubsetParser(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** Returns the events of the document, none for an empty file; null where the text is not in the subset. */
    static List<YamlEvent> parse(String file, String text) {
        SubsetParser parser = new SubsetParser(file, text);
        return parser.document() ? parser.events : null;
    }

    private boolean document() {
        if (!isAscii()) {
            return false;
        }
        goToContent();
        return isAtEnd() || isAtColumn(0) && block() && isAtEnd();
    }

    private boolean isAscii() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\n' && (c < ' ' || c > '~')) {
                return false;
            }
        }
        return true;
    }

    /** A block list or mapping; its entries are all at the column where it begins. */
    private boolean block() {
        return isEntry() ? blockList() : blockMapping();
    }

    private boolean blockList() {
        int column = column();
        if (!begin(YamlEvent.Type.LIST)) {
            return false;
        }
        do {
            at++;
            skipSpaces();
            if (!(keyEnd() < 0 ? inlineToEndOfLine() : blockMapping())) {
                return false;
            }
        } while (isAtColumn(column) && isEntry());
        return end();
    }

    private boolean blockMapping() {
        int column = column();
        if (!begin(YamlEvent.Type.MAPPING)) {
            return false;
        }
        do {
            if (!key() || !blockValue(column)) {
                return false;
            }
        } while (isAtColumn(column));
        return end();
    }

    /** @param column of the key; a list is also allowed there, without further indentation */
    private boolean blockValue(int column) {
        SourceLocation afterKey = location();
        skipSpaces();
        if (!isAtEndOfLine()) {
            return inlineToEndOfLine();
        }
        goToContent();
        if (!isAtEnd() && column() > column || isAtColumn(column) && isEntry()) {
            return block();
        }
        events.add(YamlEvent.scalar(afterKey, new Scalar(Scalar.Kind.NULL, "")));
        return true;
    }

    private boolean inlineToEndOfLine() {
        if (!inline(false)) {
            return false;
        }
        boolean isSpaced = isSpaceOrEnd(at);
        skipSpaces();
        if (!isSpaced || !isAtEndOfLine()) {
            return false;
        }
        goToContent();
        return true;
    }

    private boolean inline(boolean inFlow) {
        switch (charAt(at)) {
            case '{':
                return flowMapping();
            case '[':
                return flowList();
            case '\'':
            case '"':
                return quoted();
            default:
                return plain(inFlow);
        }
    }

    private boolean flowMapping() {
        return begin(YamlEvent.Type.MAPPING) && flow('}');
    }

    private boolean flowList() {
        return begin(YamlEvent.Type.LIST) && flow(']');
    }

    private boolean flow(char closing) {
        at++;
        skipSpaces();
        boolean isLast = charAt(at) == closing;
        while (!isLast) {
            if (closing == '}' && !key()) {
                return false;
            }
            skipSpaces();
            if (!inline(true)) {
                return false;
            }
            skipSpaces();
            isLast = charAt(at) == closing;
            if (!isLast) {
                if (charAt(at) != ',') {
                    return false;
                }
                at++;
                skipSpaces();
            }
        }
        at++;
        return end();
    }

    private boolean key() {
        int end = keyEnd();
        if (end < 0) {
            return false;
        }
        events.add(YamlEvent.scalar(location(), new Scalar(Scalar.Kind.TEXT, text.substring(at, end))));
        at = end + 1;
        return true;
    }

    /** The position of the colon after the key that begins here; negative where none begins. */
    private int keyEnd() {
        int end = at;
        while (isLetterOrDigit(charAt(end)) || charAt(end) == '_' || end > at && "-.".indexOf(charAt(end)) >= 0) {
            end++;
        }
        boolean isKey = end > at && end - at <= MAX_KEY && charAt(end) == ':' && isSpaceOrEnd(end + 1);
        return isKey ? end : -1;
    }

    /** A scalar in quotes. An apostrophe in single quotes is doubled: then the first one does not end the scalar. */
    private boolean quoted() {
        char quote = text.charAt(at);
        int end = text.indexOf(quote, at + 1);
        String content = end < 0 ? "\n" : text.substring(at + 1, end);
        if (content.indexOf('\n') >= 0 || quote == '"' && content.indexOf('\\') >= 0 || charAt(end + 1) == quote) {
            return false;
        }
        events.add(YamlEvent.scalar(location(), new Scalar(Scalar.Kind.TEXT, content)));
        at = end + 1;
        return true;
    }

    private boolean plain(boolean inFlow) {
        boolean isStart =
                isLetterOrDigit(charAt(at)) || PLAIN_START.indexOf(charAt(at)) >= 0 || charAt(at) == ':' && !inFlow;
        int end = isStart ? plainEnd(inFlow) : -1;
        if (end < 0) {
            return false;
        }
        String plain = text.substring(at, end).trim();
        events.add(YamlEvent.scalar(location(), new Scalar(CoreSchema.kindOf(plain), plain)));
        at += plain.length();
        return true;
    }

    /** Where the plain scalar that begins here ends, with the spaces after it; negative where it is not in the subset. */
    private int plainEnd(boolean inFlow) {
        int end = at;
        while (!isPlainEnd(end, inFlow)) {
            if (!isPlain(end, inFlow)) {
                return -1;
            }
            end++;
        }
        return end;
    }

    private boolean isPlainEnd(int position, boolean inFlow) {
        char c = charAt(position);
        return c == '\n' || c == '#' && text.charAt(position - 1) == ' ' || inFlow && ",]}".indexOf(c) >= 0;
    }

    private boolean isPlain(int position, boolean inFlow) {
        char c = text.charAt(position);
        if (c == ':') {
            return !isSpaceOrEnd(position + 1) && ",[]{}".indexOf(charAt(position + 1)) < 0;
        }
        return c == ' ' || isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0 || !inFlow && "{},".indexOf(c) >= 0;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private boolean begin(YamlEvent.Type type) {
        events.add(YamlEvent.start(type, location()));
        return ++depth <= YamlDocument.MAX_DEPTH;
    }

    private boolean end() {
        depth--;
        events.add(YamlEvent.END);
        return true;
    }

    /** Whether an entry of a block list begins here. */
    private boolean isEntry() {
        return charAt(at) == '-' && charAt(at + 1) == ' ';
    }

    /** Goes on to the next character that is neither a space, nor a line break, nor in a comment. */
    private void goToContent() {
        skipSpaces();
        while (!isAtEnd() && isAtEndOfLine()) {
            int lineEnd = text.indexOf('\n', at);
            at = lineEnd < 0 ? text.length() : lineEnd + 1;
            line++;
            lineStart = at;
            skipSpaces();
        }
    }

    private void skipSpaces() {
        while (charAt(at) == ' ') {
            at++;
        }
    }

    /** Whether only a comment may follow on this line. */
    private boolean isAtEndOfLine() {
        return charAt(at) == '\n' || charAt(at) == '#';
    }

    private boolean isSpaceOrEnd(int position) {
        return charAt(position) == ' ' || charAt(position) == '\n';
    }

    private boolean isAtEnd() {
        return at == text.length();
    }

    private boolean isAtColumn(int column) {
        return !isAtEnd() && column() == column;
    }

    private int column() {
        return at - lineStart;
    }

    private SourceLocation location() {
        return SourceLocation.of(file, line, column() + 1);
    }

    /** The end of the text is also the end of a line. */
    private char charAt(int position) {
        return position < text.length() ? text.charAt(position) : '\n';
    }
}
