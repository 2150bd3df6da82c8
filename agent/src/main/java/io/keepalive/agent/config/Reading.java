// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import io.keepalive.agent.config.source.FileContent;
import io.keepalive.agent.config.source.FileWatch;

/** The result of reading the configuration once: a configuration or a failure. Immutable. */
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
     * Reads the file and loads the configuration.
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
     * Loads the configuration from a content that has been read.
     *
     * @param file the content of the file; null where there is none
     * @param number of this reading; later readings have higher numbers
     */
    static Reading of(Overrides overrides, FileContent file, long number) {
        try {
            return new Reading(number, file, ConfigLoader.load(overrides, file), null);
        } catch (InvalidConfigException | RuntimeException | Error failure) {
            return new Reading(number, file, null, failure);
        }
    }

    /** A reading that has failed. */
    static Reading failed(InvalidConfigException reason) {
        return new Reading(0, null, null, reason);
    }

    /**
     * Returns the configuration.
     *
     * @throws InvalidConfigException where the configuration is invalid or could not be read
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

    /** The content of the file; null where there is none or reading it has failed. */
    FileContent file() {
        return file;
    }

    /** Whether the JVM has failed, as with an OutOfMemoryError, so that the file has to be read again. */
    public boolean needsRetry() {
        return failure instanceof VirtualMachineError;
    }

    /** Whether the file was not opened although this process may read it, so that a later reading may succeed. */
    public boolean isRefusedForNow() {
        return file != null && file.isRefusedForNow();
    }

    /** Whether the reading has a configuration. */
    public boolean isSuccessful() {
        return failure == null;
    }

    /** Whether this reading began before the other, so that its result may be outdated; false where the other is null. */
    public boolean isOlderThan(Reading other) {
        return other != null && number < other.number;
    }
}
