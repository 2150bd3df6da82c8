// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.messaging;

import io.keepalive.compat.software.Signals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;

/** A broker for AMQP 0-9-1, which RabbitMQ's clients speak. */
public final class QpidBroker {

    private static final String CONFIGURATION = "{'name': 'broker', 'modelVersion': '9.0',"
            + " 'authenticationproviders': [{'name': 'plain', 'type': 'Plain', 'secureOnlyMechanisms': [],"
            + " 'users': [{'name': 'guest', 'type': 'managed', 'password': 'guest'}]}],"
            + " 'ports': [{'name': 'AMQP', 'port': 'PORT', 'bindingAddress': 'ADDRESS', 'protocols': ['AMQP_0_9_1'],"
            + " 'authenticationProvider': 'plain',"
            + " 'virtualhostaliases': [{'name': 'default', 'type': 'defaultAlias'}]}],"
            + " 'virtualhostnodes': [{'name': 'default', 'type': 'Memory', 'defaultVirtualHostNode': 'true',"
            + " 'virtualHostInitialConfiguration': '{\\'type\\': \\'Memory\\'}'}]}";

    private QpidBroker() {}

    public static void main(String[] arguments) throws Exception {
        int port = FreePort.at(arguments[0]);
        Path configuration = Paths.get("broker.json").toAbsolutePath();
        Files.write(configuration, configuration(arguments[0], port).getBytes("UTF-8"));
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("type", "Memory");
        attributes.put("initialConfigurationLocation", configuration.toString());
        attributes.put("startupLoggedToSystemOut", "false");
        attributes.put(
                "context",
                Collections.singletonMap(
                        "qpid.work_dir", Paths.get("work").toAbsolutePath().toString()));
        SystemLauncher launcher = new SystemLauncher();
        launcher.startup(attributes);
        Signals.listening(port);
        Signals.open();
        launcher.shutdown();
    }

    private static String configuration(String address, int port) {
        return CONFIGURATION
                .replace("\\'", "\\\"")
                .replace('\'', '"')
                .replace("PORT", String.valueOf(port))
                .replace("ADDRESS", address);
    }
}
