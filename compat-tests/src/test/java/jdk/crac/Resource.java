// SPDX-License-Identifier: Apache-2.0
package jdk.crac;

/** Is notified of checkpoint and restore. */
public interface Resource {

    void beforeCheckpoint(Context<? extends Resource> context) throws Exception;

    void afterRestore(Context<? extends Resource> context) throws Exception;
}
