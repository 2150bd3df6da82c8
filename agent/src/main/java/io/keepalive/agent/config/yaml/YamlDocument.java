package io.keepalive.agent.config.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Builds a tree of values with their locations from a YAML document. Aliases and environment variables are
 * resolved. A duplicate key or a key that is not a scalar is added to the errors and left out of the tree.
 */
public final class YamlDocument {

    /** Far above any real configuration, far below what nested aliases expand to from a few lines. */
    private static final int MAX_VALUES = 100_000;

    private final YamlText text;
    private final Variables variables;
    private final ConfigErrors errors;
    private int values;
    private int depth;

    private YamlDocument(YamlText text, Variables variables, ConfigErrors errors) {
        this.text = text;
        this.variables = variables;
        this.errors = errors;
    }

    /**
     * Returns the root of the only document; null for an empty file and after an error that prevents parsing.
     *
     * @param variables replace {@code ${NAME}} in values; keys stay as they are
     */
    public static YamlValue parse(String file, String content, Variables variables, ConfigErrors errors) {
        YamlText text = new YamlText(file, content, errors);
        YamlDocument document = new YamlDocument(text, variables, errors);
        return text.compose().map(document::rootOf).orElse(null);
    }

    private YamlValue rootOf(Node root) {
        try {
            return valueOf(root);
        } catch (DocumentLimitException exceeded) {
            errors.add(exceeded.location(), exceeded.getMessage());
            return null;
        }
    }

    private YamlValue valueOf(Node node) {
        SourceLocation location = text.location(node.getStartMark());
        if (++values > MAX_VALUES) {
            throw new DocumentLimitException(
                    location, "the aliases expand to more than " + MAX_VALUES + " values, the most that is allowed");
        }
        if (depth >= YamlText.MAX_DEPTH) {
            throw new DocumentLimitException(
                    location,
                    "an anchor contains itself, or aliases nest more than " + YamlText.MAX_DEPTH + " levels deep");
        }
        depth++;
        YamlValue value = valueAt(location, node);
        depth--;
        return value;
    }

    private YamlValue valueAt(SourceLocation location, Node node) {
        if (node instanceof MappingNode) {
            return new YamlMapping(location, entriesOf((MappingNode) node));
        }
        return node instanceof SequenceNode
                ? new YamlList(location, entriesOf((SequenceNode) node))
                : new YamlScalar(
                        location, Substitution.apply(scalarOf((ScalarNode) node), variables, location, errors));
    }

    private List<YamlValue> entriesOf(SequenceNode node) {
        List<YamlValue> entries = new ArrayList<>();
        for (Node entry : node.getValue()) {
            entries.add(valueOf(entry));
        }
        return entries;
    }

    private List<YamlMapping.Entry> entriesOf(MappingNode node) {
        Map<String, SourceLocation> seen = new HashMap<>();
        List<YamlMapping.Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : node.getValue()) {
            SourceLocation location = text.location(tuple.getKeyNode().getStartMark());
            if (isNewKey(tuple.getKeyNode(), location, seen)) {
                String key = ((ScalarNode) tuple.getKeyNode()).getValue();
                entries.add(new YamlMapping.Entry(key, location, valueOf(tuple.getValueNode())));
            }
        }
        return entries;
    }

    private boolean isNewKey(Node node, SourceLocation location, Map<String, SourceLocation> seen) {
        if (!(node instanceof ScalarNode)) {
            errors.add(location, "a key must be a scalar; found a list or a mapping");
            return false;
        }
        String key = ((ScalarNode) node).getValue();
        if (key.equals("<<")) {
            errors.add(
                    location, "merge keys (<<) are not part of YAML 1.2; write the values out, or use 'environments'");
            return false;
        }
        SourceLocation first = seen.putIfAbsent(key, location);
        if (first != null) {
            errors.add(
                    location,
                    "duplicate key " + MessageText.quoted(key) + "; it is already set on line " + first.line());
        }
        return first == null;
    }

    private static Scalar scalarOf(ScalarNode node) {
        return new Scalar(kindOf(node.getTag()), node.getValue());
    }

    /** Any other tag is {@code !!str}, since {@link YamlText} refuses tags outside the core schema. */
    private static Scalar.Kind kindOf(Tag tag) {
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return Scalar.Kind.NUMBER;
        }
        if (tag.equals(Tag.BOOL)) {
            return Scalar.Kind.BOOLEAN;
        }
        return tag.equals(Tag.NULL) ? Scalar.Kind.NULL : Scalar.Kind.TEXT;
    }
}
