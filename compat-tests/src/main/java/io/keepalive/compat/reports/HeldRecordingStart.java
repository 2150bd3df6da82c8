// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Another agent, which lets the agent under test register its events in the middle of the start of a recording: after
 * Flight Recorder has taken the registered events for the file, and before it marks the recording as begun. Prints
 * {@code registered} when this has happened.
 */
public final class HeldRecordingStart {

    private static final String SINK = "io.keepalive.agent.report.jfr.JfrSink";

    private HeldRecordingStart() {}

    public static void premain(String argument, Instrumentation instrumentation) {
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .ignore(ElementMatchers.none())
                .type(named("jdk.jfr.internal.MetadataRepository"))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(EventsTaken.class).on(named("setOutput"))))
                .type(named(SINK))
                .transform((builder, type, loader, module, domain) -> builder.visit(
                                Advice.to(SinkOpens.class).on(isConstructor()))
                        .visit(Advice.to(EventsRegistered.class).on(named("recorderInitialized"))))
                .installOn(instrumentation);
    }

    /** Waits on the repository, whose lock the method holds, so that events can be registered meanwhile. */
    private static final class EventsTaken {

        @Advice.OnMethodExit
        static void after(@Advice.This Object repository) throws InterruptedException {
            System.setProperty("test.events.taken", "true");
            while (System.getProperty("test.events.registered") == null) {
                repository.wait(20);
            }
        }
    }

    private static final class SinkOpens {

        @Advice.OnMethodEnter
        static void before() throws InterruptedException {
            while (System.getProperty("test.events.taken") == null) {
                Thread.sleep(20);
            }
        }
    }

    private static final class EventsRegistered {

        @Advice.OnMethodExit
        static void after() {
            System.setProperty("test.events.registered", "true");
            System.out.println("registered");
        }
    }
}
