/**
 * The few words that the command line, in a JVM of its own, exchanges with the agent in another one. No network and no
 * JMX: the command line makes a file of its own with the request in it; the attach API, which lets in this very user
 * alone, carries the file's name into the other JVM; the agent there puts its reply in the request's place.
 *
 * <p>Neither side trusts a name: the agent writes into the file only once it has seen the token in it, and the command
 * line reads what it has itself made and never opened again. What it reads there is the other side's word, and is
 * believed within bounds of size and form.
 *
 * <p>The two may be of different versions, for a JVM keeps the agent that it loaded first. So each says which protocol it
 * speaks, and a field that the other does not know is left out of account.
 *
 * <p>Loaded on both sides. Depends on nothing.
 */
package io.keepalive.agent.remote;
