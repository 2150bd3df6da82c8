package io.keepalive.agent.config;

import io.keepalive.agent.config.source.FileContent;
import io.keepalive.agent.config.source.FileWatch;

/** What reading the configuration once has come to: a configuration, or why there is none. Immutable. */
public final class Reading {

    private final long number;
    private final FileContent file;
    private final Config config;
    private final Throwable failure;

    private Reading(long number, FileContent file, Config config, Throwable failure) {
        this.number = number;
        this.file = file;
        this.config = config;
        this.failure = failure;
    }

    /**
     * Reads the file, and what is in it.
     *
     * @param number as for {@link #of}
     */
    static Reading now(Overrides overrides, FileWatch file, long number) {
        FileContent content;
        try {
            content = file.read();
        } catch (RuntimeException | Error failure) {
            return new Reading(number, null, null, failure);
        }
        return of(overrides, content, number);
    }

    /**
     * Reads what has been found in the file.
     *
     * @param file what the file has been found to hold; null where there is none
     * @param number of this reading; one that began later has a higher one
     */
    static Reading of(Overrides overrides, FileContent file, long number) {
        try {
            return new Reading(number, file, ConfigLoader.load(overrides, file), null);
        } catch (InvalidConfigException | RuntimeException | Error failure) {
            return new Reading(number, file, null, failure);
        }
    }

    /** One that has come to nothing. */
    static Reading failed(InvalidConfigException why) {
        return new Reading(0, null, null, why);
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

    /** What the file held; null where there is none, or it could not be asked. */
    FileContent file() {
        return file;
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
