// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.module;

import java.lang.instrument.Instrumentation;
import java.lang.module.ModuleDescriptor;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import jdk.internal.module.Modules;

/** Creates modules that export nothing, and exports packages to single modules. */
final class ModuleMaker {

    private final Module own = ModuleMaker.class.getModule();

    /** Opens the needed package of java.base to the module of this class and to no other. */
    ModuleMaker(Instrumentation instrumentation) {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Collections.emptySet(),
                Collections.emptyMap(),
                Collections.singletonMap("jdk.internal.module", Collections.singleton(own)),
                Collections.emptySet(),
                Collections.emptyMap());
    }

    /**
     * Creates a module of packages that have no defined class yet. The JVM refuses a second one.
     *
     * @param loader the loader that will define the classes; null for the bootstrap loader
     */
    Module make(ClassLoader loader, String name, String... packages) {
        ModuleDescriptor descriptor = ModuleDescriptor.newModule(name)
                .packages(new HashSet<>(Arrays.asList(packages)))
                .build();
        return Modules.defineModule(loader, descriptor, null);
    }

    /** Lets a module read java.base. */
    void addReadsToJavaBase(Module user) {
        Modules.addReads(user, Object.class.getModule());
    }

    /**
     * Lets a module read another. An attach makes the JVM load java.instrument beside the boot layer where the application is a
     * module that does not need it.
     */
    void addReads(Module user, Module used) {
        Modules.addReads(user, used);
    }

    /** Lets one module use the public types in a package of the other. */
    void export(Module user, Module used, String packageName) {
        Modules.addReads(user, used);
        Modules.addExports(used, packageName, user);
    }

    /** Lets a module read these modules of the JDK, as far as this JVM has them. */
    void addReads(Module user, String... modules) {
        for (String name : modules) {
            Module used = ModuleLayer.boot().findModule(name).orElse(null);
            if (used != null) {
                Modules.addReads(user, used);
            }
        }
    }

    /** Lets a module read the classes that are in no named module. */
    void addReadsToUnnamed(Module user) {
        Modules.addReadsAllUnnamed(user);
    }
}
