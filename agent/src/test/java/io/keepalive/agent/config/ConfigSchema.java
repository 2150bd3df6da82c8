// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The JSON schema for editors: its declarations, and the validation of a document. */
final class ConfigSchema {

    private static final Path FILE = Path.of("../config/keepalive.schema.json");

    private final ObjectMapper json = new ObjectMapper();
    private final JsonNode root;

    ConfigSchema() throws IOException {
        this.root = json.readTree(FILE.toFile());
    }

    /** Validates a YAML document and returns the errors; empty where the schema accepts it. */
    List<String> errors(String yaml) {
        LoadSettings core = LoadSettings.builder().setSchema(new CoreSchema()).build();
        JsonNode document = json.valueToTree(new Load(core).loadFromString(yaml));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root)
                .validate(document)
                .stream()
                .map(Error::toString)
                .toList();
    }

    /** Returns the declaration at a path, such as {@code $defs/match}; the empty path is the whole schema. */
    JsonNode at(String path) {
        return resolved(path.isEmpty() ? root : root.at("/" + path));
    }

    /** Returns the keys that the declaration at a path allows. */
    Set<String> names(String path) {
        return new LinkedHashSet<>(fieldNames(at(path).path("properties")));
    }

    /** Returns every setting below the declaration at a path, by its own path with dots between the keys. */
    Map<String, JsonNode> settings(String path) {
        Map<String, JsonNode> settings = new LinkedHashMap<>();
        collect("", at(path), settings);
        return settings;
    }

    private void collect(String prefix, JsonNode declaration, Map<String, JsonNode> into) {
        JsonNode properties = declaration.path("properties");
        for (String name : fieldNames(properties)) {
            JsonNode child = resolved(properties.get(name));
            if (child.has("properties")) {
                collect(prefix + name + ".", child, into);
            } else {
                into.put(prefix + name, child);
            }
        }
    }

    private static List<String> fieldNames(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Merges a declaration over the one that its $ref names. */
    private JsonNode resolved(JsonNode declaration) {
        if (!declaration.has("$ref")) {
            return declaration;
        }
        ObjectNode target =
                root.at(declaration.get("$ref").asText().substring(1)).deepCopy();
        return target.setAll((ObjectNode) declaration.deepCopy());
    }
}
