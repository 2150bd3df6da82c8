package io.keepalive.agent.config.yaml;

import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * YAML 1.2's core schema as its specification has it (section 10.3). The library's own adds the merge key of YAML 1.1,
 * and copies what is merged while it composes: a few lines of merges of merges would fill the host's memory.
 */
public final class CoreSchemaWithoutMerge extends CoreSchema {

    @Override
    public ScalarResolver getScalarResolver() {
        return new CoreScalarResolver(false);
    }
}
