package io.keepalive.compat.reports;

/** Neither reads nor writes anything, its standard streams included, until it is killed. */
public final class Asleep {

    private Asleep() {}

    public static void main(String[] arguments) throws Exception {
        Thread.sleep(Long.MAX_VALUE);
    }
}
