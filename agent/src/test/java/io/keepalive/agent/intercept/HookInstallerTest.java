// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookInstallerTest {

    static boolean initialised;

    /** Verifying this class, which is a part of linking it, loads {@link Part} to see that it is a {@link Whole}. */
    static final class Linked {

        static {
            initialised = true;
        }

        Whole whole(Part part) {
            return part;
        }
    }

    static class Whole {}

    static final class Part extends Whole {}

    @Test
    void classesAreLinkedAndNotInitialised() throws Exception {
        Recording loader = new Recording();
        Class<?> target = Class.forName(Linked.class.getName(), false, loader);
        assertThat(loader.loaded).doesNotContain(Part.class.getName());

        HookInstaller.link(target);

        assertThat(loader.loaded).contains(Part.class.getName());
        assertThat(initialised).isFalse();
    }

    /** Defines this test's nested classes itself, and records what it is asked for. */
    private static final class Recording extends ClassLoader {

        final List<String> loaded = new ArrayList<>();

        Recording() {
            super(HookInstallerTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            loaded.add(name);
            if (!name.startsWith(HookInstallerTest.class.getName() + "$")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }

        private Class<?> define(String name) {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
