// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** Prints lines with the time of day on standard output. */
final class Journal {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private Journal() {}

    static void note(String line) {
        System.out.println(LocalTime.now().format(TIME) + " " + line);
    }
}
