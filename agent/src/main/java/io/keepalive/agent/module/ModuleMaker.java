package io.keepalive.agent.module;

import java.lang.instrument.Instrumentation;
import java.lang.module.ModuleDescriptor;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import jdk.internal.module.Modules;

/** Makes modules that export nothing, and lets single other modules in. */
final class ModuleMaker {

    private final Module own = ModuleMaker.class.getModule();

    /** Opens what it takes to the module of this class, and to no other. */
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
     * Makes one of packages of which no class is defined yet. A second time the JVM refuses it.
     *
     * @param loader which will define their classes; null for the bootstrap loader
     */
    Module make(ClassLoader loader, String name, String... packages) {
        ModuleDescriptor descriptor = ModuleDescriptor.newModule(name)
                .packages(new HashSet<>(Arrays.asList(packages)))
                .build();
        return Modules.defineModule(loader, descriptor, null);
    }

    /** Lets it use java.base. */
    void addReadsToJavaBase(Module user) {
        Modules.addReads(user, Object.class.getModule());
    }

    /** Lets the one use what is public in a package of the other. */
    void export(Module user, Module used, String packageName) {
        Modules.addReads(user, used);
        Modules.addExports(used, packageName, user);
    }

    /** Lets it use what modules of the JDK export that this JVM may be without. */
    void addReads(Module user, String... modules) {
        for (String name : modules) {
            Module used = ModuleLayer.boot().findModule(name).orElse(null);
            if (used != null) {
                Modules.addReads(user, used);
            }
        }
    }

    /** Lets it use classes that are in no module. */
    void addReadsToUnnamed(Module user) {
        Modules.addReadsAllUnnamed(user);
    }
}
