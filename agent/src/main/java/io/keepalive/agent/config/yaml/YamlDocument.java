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
 * A YAML document as a tree of values with their places: anchors followed, keys unique and plain. Where a key occurs
 * twice or is no text, a mistake is noted and the first one stays.
 */
public final class YamlDocument {

    /** Far above any real configuration, far below what anchors of anchors can grow to from a few lines. */
    private static final int MOST_VALUES = 100_000;

    private final YamlText text;
    private final ConfigErrors mistakes;
    private int values;
    private int depth;

    private YamlDocument(YamlText text, ConfigErrors mistakes) {
        this.text = text;
        this.mistakes = mistakes;
    }

    /** The root of the only document; null where there is none, or where the mistakes say why there is none. */
    public static YamlValue parse(String file, String content, ConfigErrors mistakes) {
        YamlText text = new YamlText(file, content, mistakes);
        YamlDocument document = new YamlDocument(text, mistakes);
        return text.compose().map(document::rootOf).orElse(null);
    }

    private YamlValue rootOf(Node root) {
        try {
            return valueOf(root);
        } catch (Explosion explosion) {
            mistakes.add(explosion.place, explosion.getMessage());
            return null;
        }
    }

    private YamlValue valueOf(Node node) {
        SourceLocation place = text.place(node.getStartMark());
        if (++values > MOST_VALUES) {
            throw new Explosion(place, "grows to more than " + MOST_VALUES + " values as its anchors are followed");
        }
        if (depth >= YamlText.MOST_DEPTH) {
            throw new Explosion(place, "an anchor that contains itself, or too many within each other");
        }
        depth++;
        YamlValue value = valueAt(place, node);
        depth--;
        return value;
    }

    private YamlValue valueAt(SourceLocation place, Node node) {
        if (node instanceof MappingNode) {
            return new YamlMapping(place, entriesOf((MappingNode) node));
        }
        return node instanceof SequenceNode
                ? new YamlList(place, entriesOf((SequenceNode) node))
                : new YamlScalar(place, scalarOf((ScalarNode) node));
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
            SourceLocation place = text.place(tuple.getKeyNode().getStartMark());
            if (isNewKey(tuple.getKeyNode(), place, seen)) {
                String key = ((ScalarNode) tuple.getKeyNode()).getValue();
                entries.add(new YamlMapping.Entry(key, place, valueOf(tuple.getValueNode())));
            }
        }
        return entries;
    }

    private boolean isNewKey(Node node, SourceLocation place, Map<String, SourceLocation> seen) {
        if (!(node instanceof ScalarNode)) {
            mistakes.add(place, "a key must be a single word; found a list or a mapping");
            return false;
        }
        String key = ((ScalarNode) node).getValue();
        if (key.equals("<<")) {
            mistakes.add(
                    place, "merge keys (<<) are not part of YAML 1.2; write the values out, or use 'environments'");
            return false;
        }
        SourceLocation first = seen.putIfAbsent(key, place);
        if (first != null) {
            mistakes.add(place, "the key " + MessageText.text(key) + " is already given on line " + first.line());
        }
        return first == null;
    }

    private static Scalar scalarOf(ScalarNode node) {
        return new Scalar(kindOf(node.getTag()), node.getValue());
    }

    /** Whatever the core schema takes for nothing else is text: the tag is its own, or was refused before. */
    private static Scalar.Kind kindOf(Tag tag) {
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return Scalar.Kind.NUMBER;
        }
        if (tag.equals(Tag.BOOL)) {
            return Scalar.Kind.BOOLEAN;
        }
        return tag.equals(Tag.NULL) ? Scalar.Kind.NOTHING : Scalar.Kind.TEXT;
    }

    /** Ends the walk through a document that anchors make too large, or endless. */
    private static final class Explosion extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient SourceLocation place;

        Explosion(SourceLocation place, String message) {
            super(message, null, false, false);
            this.place = place;
        }
    }
}
