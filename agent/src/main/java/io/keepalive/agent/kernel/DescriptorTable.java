// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * A sparse table indexed by descriptor number. The kernel assigns the lowest free number, so the table stays dense. A
 * look-up takes no lock and allocates nothing. Safe on any thread.
 */
public final class DescriptorTable<T> {

    private static final int PAGE_BITS = 10;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;

    private volatile AtomicReferenceArray<T>[] pages = newPages(4);

    /** The item at this number, or null. */
    public T get(int number) {
        AtomicReferenceArray<T> page = pageOf(number);
        return page == null ? null : page.get(number & PAGE_SIZE - 1);
    }

    /** Puts an item at this number, 0 or more, and returns the previous one, or null. */
    public T put(int number, T item) {
        AtomicReferenceArray<T> page = pageOf(number);
        return (page == null ? grow(number) : page).getAndSet(number & PAGE_SIZE - 1, item);
    }

    /** Puts an item at this number if there is none. */
    public boolean putIfAbsent(int number, T item) {
        AtomicReferenceArray<T> page = pageOf(number);
        return (page == null ? grow(number) : page).compareAndSet(number & PAGE_SIZE - 1, null, item);
    }

    /** Removes this item if it is still at this number. */
    public boolean remove(int number, T item) {
        AtomicReferenceArray<T> page = pageOf(number);
        return page != null && page.compareAndSet(number & PAGE_SIZE - 1, item, null);
    }

    /** Removes and returns the item at this number, or null. */
    public T remove(int number) {
        AtomicReferenceArray<T> page = pageOf(number);
        return page == null ? null : page.getAndSet(number & PAGE_SIZE - 1, null);
    }

    /**
     * Visits all items in the order of their numbers; an item that is added or removed meanwhile may be visited or not.
     */
    public void forEach(Consumer<? super T> visitor) {
        for (AtomicReferenceArray<T> page : pages) {
            for (int i = 0; page != null && i < PAGE_SIZE; i++) {
                T item = page.get(i);
                if (item != null) {
                    visitor.accept(item);
                }
            }
        }
    }

    /** The lowest number that has an item and is at least this one, 0 or more; -1 if there is none. */
    public int nextNumber(int from) {
        AtomicReferenceArray<T>[] current = pages;
        int first = from & PAGE_SIZE - 1;
        for (int page = from >> PAGE_BITS; page < current.length; page++) {
            for (int i = first; current[page] != null && i < PAGE_SIZE; i++) {
                if (current[page].get(i) != null) {
                    return (page << PAGE_BITS) + i;
                }
            }
            first = 0;
        }
        return -1;
    }

    /** Counts the items by visiting all numbers. */
    public int size() {
        int size = 0;
        for (AtomicReferenceArray<T> page : pages) {
            for (int i = 0; page != null && i < PAGE_SIZE; i++) {
                if (page.get(i) != null) {
                    size++;
                }
            }
        }
        return size;
    }

    private AtomicReferenceArray<T> pageOf(int number) {
        AtomicReferenceArray<T>[] current = pages;
        int page = number >> PAGE_BITS;
        return page >= 0 && page < current.length ? current[page] : null;
    }

    /** Locks, but only once for every thousand descriptors that the process has open at the same time. */
    private synchronized AtomicReferenceArray<T> grow(int number) {
        int page = number >> PAGE_BITS;
        AtomicReferenceArray<T>[] current = pages;
        if (page >= current.length) {
            AtomicReferenceArray<T>[] larger = newPages(Math.max(page + 1, current.length * 2));
            System.arraycopy(current, 0, larger, 0, current.length);
            current = larger;
        }
        if (current[page] == null) {
            current[page] = new AtomicReferenceArray<>(PAGE_SIZE);
        }
        pages = current;
        return current[page];
    }

    @SuppressWarnings("unchecked")
    private static <T> AtomicReferenceArray<T>[] newPages(int length) {
        return (AtomicReferenceArray<T>[]) new AtomicReferenceArray<?>[length];
    }
}
