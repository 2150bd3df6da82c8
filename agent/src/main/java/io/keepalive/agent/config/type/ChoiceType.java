// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.text.EnumWord;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One of the constants of an enum, written in lower case with hyphens.
 *
 * @param <E> the enum
 */
public final class ChoiceType<E extends Enum<E>> implements ValueType<E> {

    private final E[] choices;

    /** @param choices the constants that are allowed; must not be changed afterwards */
    public ChoiceType(E[] choices) {
        this.choices = choices;
    }

    /** The constant as the configuration writes it, such as {@code fill-gaps}. */
    public static String label(Enum<?> constant) {
        return EnumWord.hyphenated(constant);
    }

    /** The words that are allowed, in the order of the constants. */
    public Set<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        for (E choice : choices) {
            labels.add(label(choice));
        }
        return labels;
    }

    @Override
    public String allowed() {
        return "one of " + String.join(", ", labels());
    }

    @Override
    public E parse(Scalar value) throws InvalidValueException {
        if (value.is(Scalar.Kind.TEXT)) {
            for (E choice : choices) {
                if (label(choice).equals(value.text())) {
                    return choice;
                }
            }
        }
        throw new InvalidValueException(SpellingSuggestion.suggestion(value.text(), labels()));
    }
}
