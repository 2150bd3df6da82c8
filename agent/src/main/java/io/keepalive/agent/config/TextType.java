package io.keepalive.agent.config;

/** Any text that is not empty. */
final class TextType implements ValueType<String> {

    private final String allowed;

    /** @param allowed what the text stands for, after "must be" */
    TextType(String allowed) {
        this.allowed = allowed;
    }

    @Override
    public String allowed() {
        return allowed;
    }

    @Override
    public String parse(Scalar value) throws WrongValue {
        if (value.isNothing() || value.text().trim().isEmpty()) {
            throw new WrongValue();
        }
        if (!value.is(Scalar.Kind.TEXT)) {
            throw new WrongValue("put it in quotes");
        }
        return value.text();
    }
}
