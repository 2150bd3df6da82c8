// SPDX-License-Identifier: Apache-2.0
package jdk.crac;

/** Its reasons are its suppressed exceptions. */
public class RestoreException extends Exception {

    private static final long serialVersionUID = 1L;
}
