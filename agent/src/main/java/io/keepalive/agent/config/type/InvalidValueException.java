// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

/** A value is not allowed. The message is a hint for the operator, such as a suggested value, or empty. */
public final class InvalidValueException extends Exception {

    private static final long serialVersionUID = 1;

    /** Without a hint. */
    public InvalidValueException() {
        this("");
    }

    public InvalidValueException(String hint) {
        super(hint, null, false, false);
    }

    static InvalidValueException didYouMean(String suggestion) {
        return new InvalidValueException("did you mean " + suggestion + "?");
    }

    /**
     * Returns the whole message: the subject, what is allowed, what was found, and the hint.
     *
     * @param subject the key as the message names it
     * @param type defines what is allowed
     * @param found the description of the value
     */
    public String message(String subject, ValueType<?> type, String found) {
        String hint = getMessage().isEmpty() ? "" : "; " + getMessage();
        return subject + " must be " + type.allowed() + "; found " + found + hint;
    }
}
