// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import java.util.Locale;

/** A boolean of YAML 1.2: true or false. */
public final class BooleanType implements ValueType<Boolean> {

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
        switch (word) {
            case "true":
            case "on":
            case "yes":
            case "1":
                return InvalidValueException.didYouMean("true");
            case "false":
            case "off":
            case "no":
            case "0":
                return InvalidValueException.didYouMean("false");
            default:
                return new InvalidValueException();
        }
    }
}
