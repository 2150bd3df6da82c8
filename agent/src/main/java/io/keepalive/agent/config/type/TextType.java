package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;

/** Any text that is not empty. */
public final class TextType implements ValueType<String> {

    private final String allowed;

    /** @param allowed what the text stands for, after "must be" */
    public TextType(String allowed) {
        this.allowed = allowed;
    }

    @Override
    public String allowed() {
        return allowed;
    }

    @Override
    public String parse(Scalar value) throws InvalidValueException {
        if (value.isNothing() || value.text().trim().isEmpty()) {
            throw new InvalidValueException();
        }
        if (!value.is(Scalar.Kind.TEXT)) {
            throw new InvalidValueException("put it in quotes");
        }
        return value.text();
    }
}
