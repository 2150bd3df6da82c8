// SPDX-License-Identifier: Apache-2.0
/**
 * The interface of a JDK with CRaC, for JVMs without one, which get it by {@code --patch-module java.base}. Signatures and
 * order of calls are those of OpenJDK's CRaC project; so are the descriptors with which a checkpoint is refused. No image
 * is written: the process goes on in place of the restored one.
 */
package jdk.crac;
