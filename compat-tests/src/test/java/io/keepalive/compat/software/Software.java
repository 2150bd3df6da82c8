// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import io.keepalive.testkit.jvm.Launch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Describes a piece of real software in one version: what runs, and what must be seen. */
public final class Software {

    private final String kind;
    private final String name;
    private final String version;
    private final String program;
    private final List<String> artifacts = new ArrayList<>();
    private List<String> arguments = List.of();
    private Server server;
    private String path = "/";
    private int connections = 1;
    private UnaryOperator<Launch> options = UnaryOperator.identity();
    private boolean tighter;
    private Set<String> causes = Set.of("keepalive_timeout");

    private Software(String kind, String name, String version, String program) {
        this.kind = kind;
        this.name = name;
        this.version = version;
        this.program = program;
    }

    /**
     * With one connection.
     *
     * @param kind the heading in docs/compatibility.md, such as Databases
     * @param program a class of src/software/java that calls {@code Signals.open}. Gets the server's address and port and
     *     then its own arguments; where there is no server it is one itself, and gets the address to listen at
     */
    public static Software of(String kind, String name, String version, String program) {
        return new Software(kind, name, version, program);
    }

    /**
     * Adds libraries.
     *
     * @param coordinates of Maven, in which {@code VERSION} stands for the version of the software
     */
    public Software with(String... coordinates) {
        for (String coordinate : coordinates) {
            artifacts.add(coordinate.replace("VERSION", version));
        }
        return this;
    }

    /** With a server to connect to. */
    public Software connectingTo(Server peer) {
        server = peer;
        return this;
    }

    /** As an HTTP server: clients open the connections and get this page. */
    public Software serving(String page) {
        path = page;
        return this;
    }

    /** With arguments for its program. */
    public Software arguments(String... more) {
        arguments = List.of(more);
        return this;
    }

    /** With so many connections when it is idle. */
    public Software connections(int number) {
        connections = number;
        return this;
    }

    /** With more settings of its JVM. */
    public Software options(UnaryOperator<Launch> more) {
        options = more;
        return this;
    }

    /** Whose dead peers are reported with one of these causes, as it uses its connections meanwhile. */
    public Software dyingOf(String... expected) {
        causes = Set.of(expected);
        return this;
    }

    /** Whose own timings are tighter than the agent's: its dead peers are reported when these have run out. */
    public Software tighterThanAgent() {
        tighter = true;
        return this;
    }

    /** On each of these versions of Java, where it {@linkplain SoftwareOnJava#isChosen is chosen}. */
    public Stream<SoftwareOnJava> on(int... versions) {
        return Arrays.stream(versions)
                .mapToObj(java -> new SoftwareOnJava(this, java))
                .filter(SoftwareOnJava::isChosen);
    }

    public String kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    public String version() {
        return version;
    }

    String program() {
        return program;
    }

    List<String> artifacts() {
        return List.copyOf(artifacts);
    }

    List<String> arguments() {
        return arguments;
    }

    /** Null where HTTP clients connect to the program. */
    Server server() {
        return server;
    }

    String path() {
        return path;
    }

    int connections() {
        return connections;
    }

    UnaryOperator<Launch> options() {
        return options;
    }

    boolean isTighterThanAgent() {
        return tighter;
    }

    Set<String> causes() {
        return causes;
    }
}
