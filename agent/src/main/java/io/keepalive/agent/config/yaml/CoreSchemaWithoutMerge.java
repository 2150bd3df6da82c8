package io.keepalive.agent.config.yaml;

import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The core schema of YAML 1.2 (specification, section 10.3). The library's own core schema adds the merge key of YAML 1.1
 * and copies the merged entries while it composes: a few lines of nested merges would exhaust the application's memory.
 */
public final class CoreSchemaWithoutMerge extends CoreSchema {

    @Override
    public ScalarResolver getScalarResolver() {
        return new CoreScalarResolver(false);
    }
}
