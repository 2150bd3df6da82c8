// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import io.keepalive.testkit.CurrentUser;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.process.Command;
import io.keepalive.testkit.process.Commands;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A server from Debian's packages, unpacked by compat-tests/servers/install. */
public enum DebianServer implements Server {

    /** With the user {@code test}, for whom no password is asked, and the database {@code postgres}. */
    POSTGRESQL("postgresql", "ready to accept connections", "QUIT") {

        @Override
        void prepare(Path data) throws IOException {
            run(notAsRoot("initdb", "-D", data.toString(), "-U", "test", "-A", "trust", "-N", "--no-locale"));
            Files.writeString(data.resolve("pg_hba.conf"), "host all all all trust\n", StandardOpenOption.APPEND);
            Files.writeString(
                    data.resolve("postgresql.conf"),
                    "fsync = off\nmax_connections = 50\nunix_socket_directories = ''\nssl = on\n",
                    StandardOpenOption.APPEND);
            makeCertificate(data);
        }

        @Override
        List<String> command(Path data, String address, int port) {
            return notAsRoot("postgres", "-D", data.toString(), "-h", address, "-p", String.valueOf(port));
        }

        private void makeCertificate(Path data) {
            List<String> command = new ArrayList<>(program("openssl", "req", "-x509", "-nodes", "-subj", "/CN=test"));
            command.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"));
            command.addAll(List.of("-keyout", data + "/server.key", "-out", data + "/server.crt"));
            run(command);
        }

        /** It refuses to run as root. In a user namespace, root is another user who owns the same files. */
        private List<String> notAsRoot(String... words) {
            List<String> command = new ArrayList<>();
            if (CurrentUser.isRoot()) {
                command.addAll(List.of("unshare", "--user", "--map-user=1000", "--map-group=1000"));
            }
            command.addAll(program(words));
            return command;
        }
    },

    /**
     * With the database {@code test} and the user {@code test}, whose password is {@code secret}. Its folder for temporary
     * tables is its own, because a starting server deletes those of every other one.
     */
    MARIADB("mariadb", "ready for connections", "KILL") {

        @Override
        void prepare(Path data) throws IOException {
            List<String> command = new ArrayList<>(program("mariadb-install-db", "--no-defaults", "--skip-test-db"));
            command.addAll(List.of("--auth-root-authentication-method=normal", "--skip-name-resolve"));
            command.addAll(List.of("--basedir=" + home().resolve("usr"), "--datadir=" + data, "--tmpdir=" + data));
            run(command);
            Files.writeString(
                    data.resolve("init.sql"),
                    "CREATE DATABASE test;\nCREATE USER test@'%' IDENTIFIED BY 'secret';\nGRANT ALL ON test.* TO test@'%';\n");
        }

        @Override
        List<String> command(Path data, String address, int port) {
            List<String> command = new ArrayList<>(program("mariadbd", "--no-defaults", "--user=root"));
            command.addAll(List.of("--bind-address=" + address, "--port=" + port, "--datadir=" + data));
            command.addAll(List.of("--socket=" + data.resolve("socket"), "--init-file=" + data.resolve("init.sql")));
            command.addAll(
                    List.of("--basedir=" + home().resolve("usr"), "--innodb-buffer-pool-size=8M", "--tmpdir=" + data));
            return command;
        }
    },

    /** Without a password, and without a file for its data. */
    REDIS("redis", "eady to accept connections", "KILL") {

        @Override
        void prepare(Path data) throws IOException {
            Files.createDirectories(data);
        }

        @Override
        List<String> command(Path data, String address, int port) {
            List<String> command = new ArrayList<>(program("redis-server", "--bind", address));
            command.addAll(List.of("--port", String.valueOf(port), "--dir", data.toString()));
            command.addAll(List.of("--save", "", "--protected-mode", "no", "--daemonize", "no"));
            return command;
        }
    },

    /** With the user {@code guest}, whose password is {@code guest}, for every host. */
    RABBITMQ("rabbitmq", "Server startup complete", "TERM") {

        @Override
        void prepare(Path data) throws IOException {
            Files.createDirectories(data);
            Files.writeString(data.resolve("plugins"), "[].\n");
            Files.writeString(data.resolve("rabbitmq.conf"), "loopback_users = none\n");
        }

        @Override
        List<String> command(Path data, String address, int port) {
            List<String> command = new ArrayList<>(List.of("env", "HOME=" + data, "ERL_CRASH_DUMP_SECONDS=0"));
            command.add("RABBITMQ_NODENAME=rabbit@localhost");
            command.addAll(List.of("RABBITMQ_NODE_IP_ADDRESS=" + address, "RABBITMQ_NODE_PORT=" + port));
            command.add("RABBITMQ_CONFIG_FILE=" + data.resolve("rabbitmq"));
            command.add("RABBITMQ_ENABLED_PLUGINS_FILE=" + data.resolve("plugins"));
            command.addAll(
                    List.of("RABBITMQ_MNESIA_BASE=" + data, "RABBITMQ_LOGS=-", "RABBITMQ_CONF_ENV_FILE=" + data));
            command.addAll(List.of("ERL_EPMD_ADDRESS=127.0.0.1", "ERL_EPMD_PORT=" + FreePorts.any()));
            command.add("RABBITMQ_DIST_PORT=" + FreePorts.any());
            command.addAll(program("sh", "-c", withNameServer()));
            return command;
        }

        /** Erlang's server of names would start by itself as a daemon; as a child it ends with the broker. */
        private String withNameServer() {
            return "setpriv --pdeathsig KILL epmd & exec " + home().resolve("usr/lib/rabbitmq/bin/rabbitmq-server");
        }
    };

    private static final Map<DebianServer, Path> HOMES = new EnumMap<>(DebianServer.class);
    private static final Duration DOWNLOAD = Duration.ofMinutes(10);

    private final String packageName;
    private final String ready;
    private final String signal;

    /**
     * @param packageName as compat-tests/servers/install knows it
     * @param ready in a line that it prints when it can be used
     * @param signal that ends it at once, with its child processes
     */
    DebianServer(String packageName, String ready, String signal) {
        this.packageName = packageName;
        this.ready = ready;
        this.signal = signal;
    }

    /** Makes the folder of its data. */
    abstract void prepare(Path data) throws IOException;

    /** Starts it in the foreground. */
    abstract List<String> command(Path data, String address, int port);

    @Override
    public Running start(Place place, Path folder) {
        Path data = folder.resolve(packageName);
        int port = FreePorts.any();
        List<String> command = new ArrayList<>(place.command());
        try {
            prepare(data);
            command.addAll(command(data, place.address(), port));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        ForkedProcess process = ForkedProcess.start(packageName, withErrorsInOutput(command));
        Process server = new Process(process, signal, port);
        try {
            process.stdout().await(".*" + ready + ".*");
            return server;
        } catch (AssertionError notStarted) {
            server.close();
            throw notStarted;
        }
    }

    private static ProcessBuilder withErrorsInOutput(List<String> command) {
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** One of its programs with its libraries. */
    List<String> program(String... words) {
        List<String> command = new ArrayList<>(List.of(home().resolve("run").toString()));
        command.addAll(List.of(words));
        return command;
    }

    /** The folder with its files. */
    Path home() {
        synchronized (HOMES) {
            return HOMES.computeIfAbsent(this, DebianServer::install);
        }
    }

    private static Path install(DebianServer server) {
        Command.Result result = Command.of("servers/install")
                .arguments(List.of(server.packageName))
                .runWithin(DOWNLOAD);
        if (result.status() != 0) {
            throw new AssertionError(String.join("\n", result.stderr()));
        }
        return Path.of(result.stdout().get(0).substring(server.packageName.length() + 1));
    }

    private static void run(List<String> command) {
        Command.Result result = Command.of(command.get(0))
                .arguments(command.subList(1, command.size()))
                .run();
        if (result.status() != 0) {
            throw new AssertionError(command + ": " + result);
        }
    }

    private record Process(ForkedProcess process, String signal, int port) implements Running {

        @Override
        public void close() {
            Commands.run(List.of("sh", "-c", "kill -" + signal + " " + process.pid() + " || true"));
            process.exitStatus();
            process.close();
        }
    }
}
