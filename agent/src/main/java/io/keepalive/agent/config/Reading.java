package io.keepalive.agent.config;

/** What reading the configuration once has come to: a configuration, or why there is none. Immutable. */
public final class Reading {

    private final long number;
    private final Config config;
    private final Throwable failure;

    private Reading(long number, Config config, Throwable failure) {
        this.number = number;
        this.config = config;
        this.failure = failure;
    }

    /**
     * @param access is told when the file system is asked
     * @param number of this reading; one that began later has a higher one
     */
    static Reading of(Overrides overrides, FileAccess access, long number) {
        try {
            return new Reading(number, ConfigLoader.load(overrides, access), null);
        } catch (InvalidConfigException | RuntimeException | Error failure) {
            return new Reading(number, null, failure);
        }
    }

    /** One that has come to nothing. */
    static Reading failed(InvalidConfigException why) {
        return new Reading(0, null, why);
    }

    /**
     * The configuration.
     *
     * @throws InvalidConfigException where it cannot be used, or could not be read
     */
    public Config config() throws InvalidConfigException {
        if (failure instanceof InvalidConfigException) {
            throw (InvalidConfigException) failure;
        }
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
        return config;
    }

    /** Whether memory ran out meanwhile, so that the file may say something else than this: nothing. */
    public boolean isToBeRepeated() {
        return failure instanceof VirtualMachineError;
    }

    /** Whether there is a configuration. */
    public boolean isGood() {
        return failure == null;
    }

    /** Whether it began before that one, so that what it says may have changed since; false where that is null. */
    public boolean isOlderThan(Reading that) {
        return that != null && number < that.number;
    }
}
