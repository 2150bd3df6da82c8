// SPDX-License-Identifier: Apache-2.0
package jdk.crac;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** Holds its resources weakly, and notifies them of a checkpoint in the reverse order of their registration. */
final class GlobalContext extends Context<Resource> {

    private final Map<Resource, Integer> resources = new WeakHashMap<>();
    private List<Resource> notified = List.of();

    @Override
    public synchronized void register(Resource resource) {
        resources.put(resource, resources.size());
    }

    private synchronized List<Resource> inOrder() {
        List<Map.Entry<Resource, Integer>> entries = new ArrayList<>(resources.entrySet());
        entries.sort(Map.Entry.comparingByValue());
        List<Resource> ordered = new ArrayList<>();
        entries.forEach(entry -> ordered.add(entry.getKey()));
        return ordered;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws CheckpointException {
        notified = inOrder();
        List<Resource> reversed = new ArrayList<>(notified);
        Collections.reverse(reversed);
        CheckpointException failures = new CheckpointException();
        for (Resource resource : reversed) {
            try {
                resource.beforeCheckpoint(this);
            } catch (Exception failure) {
                failures.addSuppressed(failure);
            }
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) throws RestoreException {
        RestoreException failures = new RestoreException();
        for (Resource resource : notified) {
            try {
                resource.afterRestore(this);
            } catch (Exception failure) {
                failures.addSuppressed(failure);
            }
        }
        notified = List.of();
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }
}
