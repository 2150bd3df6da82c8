package io.keepalive.agent.report;

import com.vlkan.rfos.RotationCallback;
import com.vlkan.rfos.policy.RotationPolicy;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/** Why the last rotation failed: it leaves the stream closed, and the write after it would only say that. */
final class RotationFailure implements RotationCallback {

    private Exception last;

    /** The reason of a failed rotation if there is one, else what was thrown. */
    IOException orElse(IOException thrown) {
        return last == null ? thrown : new IOException("cannot be rolled, " + IoReason.of(last), last);
    }

    @Override
    public void onFailure(RotationPolicy policy, Instant instant, File file, Exception failure) {
        last = failure;
    }

    @Override
    public void onTrigger(RotationPolicy policy, Instant instant) {}

    @Override
    public void onOpen(RotationPolicy policy, Instant instant, OutputStream stream) {}

    @Override
    public void onClose(RotationPolicy policy, Instant instant, OutputStream stream) {}

    @Override
    public void onSuccess(RotationPolicy policy, Instant instant, File file) {}
}
