/**
 * The few words that the command line, in a JVM of its own, exchanges with the agent in another one. No network and no
 * JMX: the command line makes a private folder and writes its request into it; the attach API, which lets in this very
 * user alone, carries the folder's name into the other JVM; the agent there writes its reply beside the request.
 *
 * <p>The two may be of different versions, for a JVM keeps the agent that it loaded first. So each says which protocol it
 * speaks, and a field that the other does not know is left out of account.
 *
 * <p>Loaded on both sides. Depends on nothing.
 */
package io.keepalive.agent.remote;
