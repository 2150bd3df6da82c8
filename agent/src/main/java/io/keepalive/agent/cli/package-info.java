/**
 * The command line, {@code java -jar keepalive-agent.jar COMMAND}: a JVM of its own that looks at other ones.
 *
 * <p>Loaded by the application class loader of that JVM, and never into an application: nothing outside names this
 * package but the jar's manifest. So what holds inside an application does not here: this prints on standard output,
 * ends its JVM, and uses java.nio.file. The only package that knows the attach library and picocli, and with
 * {@link io.keepalive.agent.kernel}, which looks at its own process, the only one that reads /proc.
 *
 * <p>It trusts nothing that another user owns, for root runs it too. From outside it goes by what the kernel says, and
 * waits for none of it without a limit. Whatever touches another user's JVM or files does {@code DeputyDialogue}'s deputy,
 * this jar once more with that user's rights; a {@code DirectDialogue} is with a JVM of its own user. What comes back, by
 * either way, is bounded in size, form and time, and no text of it goes to a terminal but through {@code Escaped}.
 */
package io.keepalive.agent.cli;
