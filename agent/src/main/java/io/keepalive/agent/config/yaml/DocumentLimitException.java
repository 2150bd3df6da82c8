// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

/** Ends the walk through a document whose aliases or variables make it too large, or endless. */
final class DocumentLimitException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient SourceLocation location;

    DocumentLimitException(SourceLocation location, String message) {
        super(message, null, false, false);
        this.location = location;
    }

    SourceLocation location() {
        return location;
    }
}
