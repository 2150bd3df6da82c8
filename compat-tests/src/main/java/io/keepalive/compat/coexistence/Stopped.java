// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import io.keepalive.compat.application.StandardInput;
import io.keepalive.compat.application.UseOfSockets;
import io.keepalive.compat.application.opening.BlockingOpenings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Calls Thread.stop on threads that use sockets, as many as its argument says, eight at a time, and prints {@code so
 * far N} each time, and a line that begins with {@code went on:} for each thread that has not ended. At the end prints
 * {@code stopped N, SURVIVED went on} or, on a JDK without Thread.stop, {@code
 * threads cannot be stopped}. Then opens a connection for each line on standard input.
 *
 * <p>A thread that waits for a lock which the JDK's own code took as the stop arrived counts as ended: this happens without
 * the agent too, once in some 30,000 stops of interpreted code. It is printed as {@code stuck: THREAD}.
 */
public final class Stopped {

    private static final int AT_A_TIME = 8;

    /** A thread that is ending does not complete this many rounds. */
    private static final int MANY_TURNS = 200;

    private Stopped() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        UseOfSockets sockets = new UseOfSockets();
        for (int i = 0; i < 100; i++) {
            sockets.once();
        }
        try {
            System.out.println(stopAll(Integer.parseInt(arguments[0])));
        } catch (UnsupportedOperationException noSuchThing) {
            System.out.println("threads cannot be stopped");
        }
        for (String line = StandardInput.nextLine(); line != null; line = StandardInput.nextLine()) {
            BlockingOpenings.plain().print(line);
        }
    }

    private static String stopAll(int number) throws Exception {
        int survived = 0;
        Random random = new Random(number);
        for (int i = 0; i < number; i += AT_A_TIME) {
            List<Worker> workers = new ArrayList<>();
            for (int k = 0; k < AT_A_TIME; k++) {
                Worker worker = new Worker("worker-" + (i + k));
                worker.start();
                workers.add(worker);
            }
            for (Worker worker : workers) {
                worker.awaitTurns(1);
                Thread.sleep(0, random.nextInt(900_000));
                stop(worker);
            }
            for (Worker worker : workers) {
                survived += survives(worker) ? 1 : 0;
            }
            System.out.println("so far " + (i + AT_A_TIME));
        }
        return "stopped " + number + ", " + survived + " went on";
    }

    @SuppressWarnings("deprecation")
    private static void stop(Thread thread) {
        try {
            thread.stop();
        } catch (NoSuchMethodError removed) {
            throw new UnsupportedOperationException(removed);
        }
    }

    private static boolean survives(Worker worker) throws InterruptedException, IOException {
        boolean survives = worker.awaitTurns(MANY_TURNS) || worker.isAlive();
        if (survives && worker.waitsForLockOfTheJdk()) {
            System.out.println("stuck: " + worker.getName());
            return false;
        }
        if (survives) {
            System.out.println(
                    "went on: " + worker.getName() + " " + worker.getState() + Arrays.toString(worker.getStackTrace()));
        }
        worker.end();
        return survives;
    }
}
