// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.jdk;

import io.keepalive.agent.fault.RetriedCall;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Opens packages of java.base to the agent's own module (see {@code module.AgentModule}) and to no other, so that no
 * {@code --add-opens} is needed. Java 8 has no closed packages.
 */
public final class InternalPackages implements RetriedCall.Call<Object, ReflectiveOperationException> {

    private final Instrumentation instrumentation;
    private final Class<?> module;
    private final String[] packages;

    private InternalPackages(Instrumentation instrumentation, Class<?> module, String... packages) {
        this.instrumentation = instrumentation;
        this.module = module;
        this.packages = packages;
    }

    /**
     * Opens these packages through {@code Instrumentation.redefineModule} (Java 9 and later). Retries while another
     * agent makes the call fail.
     *
     * @throws ReflectiveOperationException where this Java does not let an agent open packages
     */
    public static void open(Instrumentation instrumentation, String... packages) throws ReflectiveOperationException {
        Class<?> module;
        try {
            module = Class.forName("java.lang.Module");
        } catch (ClassNotFoundException java8) {
            return;
        }
        RetriedCall.make(new InternalPackages(instrumentation, module, packages));
    }

    /** Opens the packages. */
    @Override
    public Object make() throws ReflectiveOperationException {
        Method getModule = Class.class.getMethod("getModule");
        Object own = getModule.invoke(InternalPackages.class);
        Map<String, Set<Object>> opens = new HashMap<>();
        for (String name : packages) {
            opens.put(name, Collections.singleton(own));
        }
        Method redefine = Instrumentation.class.getMethod(
                "redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class);
        return redefine.invoke(
                instrumentation,
                getModule.invoke(Object.class),
                Collections.emptySet(),
                Collections.emptyMap(),
                opens,
                Collections.emptySet(),
                Collections.emptyMap());
    }
}
