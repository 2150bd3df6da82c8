package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.text.EnumWord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One of the constants of an enum, written in lower case with hyphens.
 *
 * @param <E> the enum
 */
public final class ChoiceType<E extends Enum<E>> implements ValueType<E> {

    private final Map<String, E> choices = new LinkedHashMap<>();

    public ChoiceType(Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            choices.put(label(constant), constant);
        }
    }

    /** The constant as the configuration writes it, such as {@code fill-gaps}. */
    public static String label(Enum<?> constant) {
        return EnumWord.hyphenated(constant);
    }

    /** The words that are allowed, in the order of the constants. */
    public Set<String> labels() {
        return choices.keySet();
    }

    @Override
    public String allowed() {
        return "one of " + String.join(", ", labels());
    }

    @Override
    public E parse(Scalar value) throws InvalidValueException {
        E choice = value.is(Scalar.Kind.TEXT) ? choices.get(value.text()) : null;
        if (choice == null) {
            throw new InvalidValueException(SpellingSuggestion.suggestion(value.text(), labels()));
        }
        return choice;
    }
}
