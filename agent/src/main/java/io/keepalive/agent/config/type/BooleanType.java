package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A boolean of YAML 1.2: true or false. */
public final class BooleanType implements ValueType<Boolean> {

    private static final List<String> LIKE_TRUE = Arrays.asList("true", "on", "yes", "1");
    private static final List<String> LIKE_FALSE = Arrays.asList("false", "off", "no", "0");

    @Override
    public String allowed() {
        return "true or false";
    }

    @Override
    public Boolean parse(Scalar value) throws InvalidValueException {
        String word = value.text().toLowerCase(Locale.ROOT);
        if (value.is(Scalar.Kind.BOOLEAN) && (word.equals("true") || word.equals("false"))) {
            return word.equals("true");
        }
        throw suggestion(word);
    }

    private static InvalidValueException suggestion(String word) {
        if (LIKE_TRUE.contains(word)) {
            return InvalidValueException.didYouMean("true");
        }
        return LIKE_FALSE.contains(word) ? InvalidValueException.didYouMean("false") : new InvalidValueException();
    }
}
