package io.keepalive.agent.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One of the constants of an enum, written in lower case with hyphens.
 *
 * @param <E> the enum
 */
final class ChoiceType<E extends Enum<E>> implements ValueType<E> {

    private final Map<String, E> choices = new LinkedHashMap<>();

    ChoiceType(Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            choices.put(label(constant), constant);
        }
    }

    /** How the configuration writes a constant, such as {@code fill-gaps}. */
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Set<String> labels() {
        return choices.keySet();
    }

    @Override
    public String allowed() {
        return "one of " + String.join(", ", labels());
    }

    @Override
    public E parse(Scalar value) throws WrongValue {
        E choice = value.is(Scalar.Kind.TEXT) ? choices.get(value.text()) : null;
        if (choice == null) {
            throw new WrongValue(Nearest.question(value.text(), labels()));
        }
        return choice;
    }
}
