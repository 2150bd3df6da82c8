// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import io.keepalive.compat.application.StandardInput;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Does what jconsole does: attaches to the JVM whose process id is its argument, starts its management agent, and uses
 * the agent's MBean without any class of the agent. Prints notifications as they arrive.
 *
 * <ul>
 *   <li>{@code names}: whether the MBean is registered
 *   <li>{@code listen}
 *   <li>{@code attributes}
 *   <li>{@code call OPERATION [ARGUMENT]}
 * </ul>
 */
public final class JmxConsole {

    private final MBeanServerConnection connection;
    private final ObjectName name;

    private JmxConsole(MBeanServerConnection connection) throws Exception {
        this.connection = connection;
        this.name = new ObjectName("io.keepalive:type=KeepaliveAgent");
    }

    public static void main(String[] arguments) throws Exception {
        JMXServiceURL address = new JMXServiceURL(managementAgentOf(arguments[0]));
        JmxConsole console = new JmxConsole(JMXConnectorFactory.connect(address).getMBeanServerConnection());
        System.out.println("connected");
        for (String command = StandardInput.nextLine(); command != null; command = StandardInput.nextLine()) {
            try {
                console.perform(command.split(" "));
            } catch (Exception refused) {
                System.out.println("failed " + rootOf(refused));
            }
        }
    }

    private static Throwable rootOf(Throwable failure) {
        return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }

    /** Uses reflection, since on Java 8 the API is in a separate jar, tools.jar. */
    private static String managementAgentOf(String pid) throws Exception {
        Class<?> api = Class.forName("com.sun.tools.attach.VirtualMachine");
        Object machine = api.getMethod("attach", String.class).invoke(null, pid);
        Method start = api.getMethod("startLocalManagementAgent");
        return (String) start.invoke(machine);
    }

    private void perform(String[] words) throws Exception {
        switch (words[0]) {
            case "names":
                System.out.println("registered " + connection.isRegistered(name));
                break;
            case "listen":
                connection.addNotificationListener(
                        name,
                        (printed, handback) -> {
                            System.out.println(
                                    "source " + printed.getSource() + " number " + printed.getSequenceNumber());
                            System.out.println("notification " + printed.getType() + " " + json(printed.getUserData()));
                            System.out.println("message " + printed.getMessage());
                        },
                        null,
                        null);
                System.out.println("listening");
                break;
            case "attributes":
                String[] names = {
                    "Mode",
                    "Environment",
                    "ConfigFile",
                    "Connections",
                    "DeadPeers",
                    "SuspectPeers",
                    "StalledPeers",
                    "Adopted",
                    "AppChanges",
                    "AgentErrors"
                };
                Map<String, Object> values = new TreeMap<>();
                for (String attribute : names) {
                    values.put(attribute, connection.getAttribute(name, attribute));
                }
                System.out.println("attributes " + json(values));
                break;
            default:
                Object[] arguments = words.length > 2 ? new Object[] {words[2]} : new Object[0];
                String[] signature = words.length > 2 ? new String[] {String.class.getName()} : new String[0];
                System.out.println(
                        "called " + words[1] + " " + json(connection.invoke(name, words[1], arguments, signature)));
        }
    }

    private static String json(Object value) {
        if (value instanceof TabularData) {
            return json(new ArrayList<Object>(((TabularData) value).values()));
        }
        if (value instanceof CompositeData) {
            CompositeData row = (CompositeData) value;
            Map<String, Object> columns = new TreeMap<>();
            row.getCompositeType().keySet().forEach(column -> columns.put(column, row.get(column)));
            return json(columns);
        }
        if (value instanceof Map) {
            List<String> entries = new ArrayList<>();
            ((Map<?, ?>) value).forEach((key, each) -> entries.add(json(key) + ":" + json(each)));
            return "{" + String.join(",", entries) + "}";
        }
        if (value instanceof Collection) {
            List<String> entries = new ArrayList<>();
            ((Collection<?>) value).forEach(each -> entries.add(json(each)));
            return "[" + String.join(",", entries) + "]";
        }
        return value == null || value instanceof Number
                ? String.valueOf(value)
                : '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
