package io.keepalive.agent.config.type;

/** A value is not what its setting allows. The message is a hint for the reader, such as what may have been meant. */
public final class InvalidValueException extends Exception {

    private static final long serialVersionUID = 1;

    /** Nothing to say beyond what is allowed. */
    public InvalidValueException() {
        this("");
    }

    public InvalidValueException(String hint) {
        super(hint, null, false, false);
    }

    static InvalidValueException didYouMean(String guess) {
        return new InvalidValueException("did you mean " + guess + "?");
    }

    /**
     * The whole message.
     *
     * @param subject whose value it is
     * @param type what is allowed
     * @param found what was found, for people
     */
    public String message(String subject, ValueType<?> type, String found) {
        String hint = getMessage().isEmpty() ? "" : "; " + getMessage();
        return subject + " must be " + type.allowed() + "; found " + found + hint;
    }
}
