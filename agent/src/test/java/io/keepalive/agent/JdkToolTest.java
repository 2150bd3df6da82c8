// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class JdkToolTest {

    /** The main classes of the launchers in bin, as in {@code sun.java.command}; those of Java 8 have no module. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sun.tools.jcmd.JCmd -l",
                "sun.tools.jps.Jps",
                "sun.tools.jar.Main cf x.jar .",
                "com.sun.tools.javac.Main -version",
                "com.sun.tools.javadoc.Main",
                "com.sun.tools.internal.ws.WsGen",
                "com.sun.tools.example.debug.tty.TTY",
                "com.sun.java.util.jar.pack.Driver",
                "com.sun.corba.se.impl.activation.ORBD",
                "jdk.nashorn.tools.Shell",
                "sun.jvm.hotspot.HSDB",
                "sun.rmi.registry.RegistryImpl",
                "sun.security.tools.keytool.Main -list",
                "java.base/sun.security.tools.keytool.Main -list",
                "java.rmi/sun.rmi.registry.RegistryImpl",
                "java.scripting/com.sun.tools.script.shell.Main",
                "jdk.compiler/com.sun.tools.javac.Main -d out A.java",
                "jdk.compiler/sun.tools.serialver.SerialVer",
                "jdk.hotspot.agent/sun.jvm.hotspot.SALauncher",
                "jdk.httpserver/sun.net.httpserver.simpleserver.JWebServer",
                "jdk.jartool/sun.security.tools.jarsigner.Main",
                "jdk.jartool/sun.tools.jar.Main",
                "jdk.javadoc/jdk.javadoc.internal.tool.Main -d out",
                "jdk.jcmd/sun.tools.jcmd.JCmd",
                "jdk.jcmd/sun.tools.jstack.JStack 17",
                "jdk.jconsole/sun.tools.jconsole.JConsole",
                "jdk.jdeps/com.sun.tools.jnativescan.Main",
                "jdk.jdi/com.sun.tools.example.debug.tty.TTY",
                "jdk.jfr/jdk.jfr.internal.tool.Main",
                "jdk.jlink/jdk.tools.jlink.internal.Main",
                "jdk.jlink/jdk.tools.jmod.Main",
                "jdk.jpackage/jdk.jpackage.main.Main",
                "jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider",
                "jdk.jstatd/sun.tools.jstatd.Jstatd",
                "com.oracle.svm.driver.NativeImage --version",
                "com.oracle.svm.hosted.NativeImageGeneratorRunner$JDK9Plus -imagecp app.jar",
                "org.graalvm.nativeimage.builder/com.oracle.svm.hosted.NativeImageGeneratorRunner -keepalive",
            })
    void detectsToolsOfTheJdk(String command) {
        assertThat(JdkTool.isTool(command)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keepalive-agent.jar",
                "keepalive-agent.jar list",
                "/opt/keepalive/keepalive-agent.jar status 1 --json",
                "/opt/keepalive-agent-1.0.0/keepalive-agent.jar connections 1",
                "./keepalive-agent-1.1.0-rc.1.jar check keepalive.yaml",
                "io.keepalive.agent.CommandLine list",
            })
    void detectsTheCommandLine(String command) {
        assertThat(JdkTool.isTool(command)).isTrue();
    }

    @ParameterizedTest
    @EmptySource
    @ValueSource(
            strings = {
                "com.example.Main",
                "com.example.Main sun.tools.jcmd.JCmd",
                "com.example/com.example.Main --port 80",
                "app.jar",
                "/opt/app/app.jar --spring.profiles.active=prod",
                "app.jar keepalive-agent.jar",
                "app.jar /opt/keepalive/keepalive-agent.jar list",
                "/opt/keepalive-agent/app.jar",
                "/opt/keepalive-agent.jar.d/app.jar",
                "com.example.Main /opt/keepalive/keepalive-agent.jar",
                "/opt/keepalive-agent-monitor.jar",
                "/opt/keepalive-agents.jar",
                "keepalive-agent-.jar",
                "io.keepalive.agent.CommandLineTool",
                "keepalive-agent",
                "org.apache.tools.ant.launch.Launcher -f build.xml",
                "org.apache.catalina.startup.Bootstrap start",
                "org.codehaus.plexus.classworlds.launcher.Launcher verify",
                "com.sun.jini.start.ServiceStarter",
                "com.sun.enterprise.glassfish.bootstrap.ASMain",
                "com.sun.toolshed.Main",
                "jdkinternal.Main",
                "sun.Main",
                "/opt/sun.tools.something/app.jar",
                "/opt/jboss-modules.jar -mp /opt/modules org.jboss.as.standalone",
                // java Hello.java: the compiler's launcher, but the JVM of an application.
                "jdk.compiler/com.sun.tools.javac.launcher.Main Hello.java",
                "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Hello.java",
            })
    void detectsNoApplication(String command) {
        assertThat(JdkTool.isTool(command)).isFalse();
    }
}
