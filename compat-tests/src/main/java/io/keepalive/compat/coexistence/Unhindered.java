// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import io.keepalive.compat.application.StandardInput;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Threads that use sockets, while the agent's threads are suspended or sampled.
 *
 * <ul>
 *   <li>{@code suspend TIMES}: suspends the agent's threads at arbitrary points, so many times, and each time waits
 *         until all other threads have progressed; prints {@code suspended TIMES, HELD were held up}, or {@code
 *         threads cannot be suspended}
 *   <li>{@code sample TIMES}: samples what the other threads wait for; prints {@code sampled TIMES, WAITED waited for
 *         the agent}
 * </ul>
 */
public final class Unhindered {

    private static final int THREADS = 3;
    private static final int DEEP = 60;

    private final List<Worker> workers = new ArrayList<>();

    private Unhindered() throws IOException {
        for (int i = 0; i < THREADS; i++) {
            workers.add(new Worker("worker-" + i));
        }
    }

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        Unhindered application = new Unhindered();
        for (Worker worker : application.workers) {
            worker.start();
        }
        for (Worker worker : application.workers) {
            worker.awaitTurns(100);
        }
        System.out.println("at work");
        for (String line = StandardInput.nextLine(); line != null; line = StandardInput.nextLine()) {
            String[] words = line.split(" ");
            int times = Integer.parseInt(words[1]);
            System.out.println(words[0].equals("suspend") ? application.suspend(times) : application.sample(times));
        }
    }

    private String suspend(int times) throws InterruptedException {
        Random random = new Random(times);
        int held = 0;
        try {
            for (int i = 0; i < times; i++) {
                Thread.sleep(random.nextInt(20), random.nextInt(900_000));
                held += areBlockedWithoutAgent() ? 1 : 0;
                System.out.println("so far " + i);
            }
        } catch (UnsupportedOperationException | NoSuchMethodError noSuchThing) {
            return "threads cannot be suspended";
        }
        return "suspended " + times + ", " + held + " were held up";
    }

    @SuppressWarnings("deprecation")
    private boolean areBlockedWithoutAgent() throws InterruptedException {
        List<Thread> suspended = new ArrayList<>();
        boolean held = false;
        try {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("keepalive")) {
                    thread.suspend();
                    suspended.add(thread);
                }
            }
            for (Worker worker : workers) {
                held |= !worker.awaitTurns(2);
            }
        } finally {
            for (Thread thread : suspended) {
                thread.resume();
            }
        }
        return held || suspended.isEmpty();
    }

    private String sample(int times) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int waited = 0;
        for (int i = 0; i < times; i++) {
            System.out.println("sample " + i);
            for (Worker worker : workers) {
                ThreadInfo seen = threads.getThreadInfo(worker.getId(), DEEP);
                if (seen != null && waitsForTheAgent(seen)) {
                    waited++;
                    System.out.println("waits: " + seen.toString().replace('\n', ' '));
                }
            }
        }
        return "sampled " + times + ", " + waited + " waited for the agent";
    }

    private static boolean waitsForTheAgent(ThreadInfo seen) {
        if (seen.getThreadState() == Thread.State.RUNNABLE) {
            return false;
        }
        for (StackTraceElement call : seen.getStackTrace()) {
            if (call.getClassName().startsWith("io.keepalive.agent.")) {
                return true;
            }
        }
        return false;
    }
}
