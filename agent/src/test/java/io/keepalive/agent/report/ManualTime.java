package io.keepalive.agent.report;

/** Time that passes when the test says so. */
final class ManualTime implements Time {

    private long steadyMillis;

    void pass(long millis) {
        steadyMillis += millis;
    }

    @Override
    public long wallMillis() {
        return Sample.NOW + steadyMillis;
    }

    @Override
    public long steadyMillis() {
        return steadyMillis;
    }
}
