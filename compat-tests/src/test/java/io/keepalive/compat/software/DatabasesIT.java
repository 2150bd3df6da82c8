package io.keepalive.compat.software;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JDBC drivers and connection pools. */
@Tag("software")
class DatabasesIT {

    private static final String KIND = "Databases";
    private static final String PROGRAMS = "io.keepalive.compat.software.database.";
    private static final String POSTGRESQL = "org.postgresql:postgresql:42.7.14";
    private static final String OLD_POSTGRESQL = "org.postgresql:postgresql:42.2.29";
    private static final String LOGGER = "org.slf4j:slf4j-nop:1.7.36";
    private static final String POSTGRESQL_URL = "jdbc:postgresql://HOST:PORT/postgres";
    private static final String MYSQL_URL = "jdbc:mysql://HOST:PORT/test?useSSL=false";
    private static final String MARIADB_URL = "jdbc:mariadb://HOST:PORT/test";

    private static final String SQL_SERVER_URL = "jdbc:sqlserver://HOST:PORT;databaseName=test;encrypt=false";
    private static final String ORACLE_URL = "jdbc:oracle:thin:@//HOST:PORT/test";
    private static final Server TDS = ServerProgram.of(PROGRAMS + "TdsServer", 17);
    private static final Server SILENT = ServerProgram.of(PROGRAMS + "SilentServer", 17);

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("software")
    void isCovered(Installation installation) {
        new SoftwareScenario(installation, folder).isCovered();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("withDeadPeer")
    void findsDeadPeer(Installation installation) {
        new SoftwareScenario(installation, folder).findsDeadPeer();
    }

    static Stream<Installation> software() {
        return Stream.of(
                        pgjdbc("42.2.29").on(8),
                        pgjdbc("42.7.14").on(17, 25),
                        hikari("3.4.5").with(OLD_POSTGRESQL).on(8),
                        hikari("4.0.3").with(OLD_POSTGRESQL).on(8),
                        hikari("6.3.3").with(POSTGRESQL).on(17),
                        hikari("7.1.0").with(POSTGRESQL).on(17, 25),
                        c3p0("0.9.5.5").with(OLD_POSTGRESQL).on(8),
                        c3p0("0.14.1").with(POSTGRESQL).on(17, 25),
                        dbcp("2.1.1").with(OLD_POSTGRESQL).on(8),
                        dbcp("2.14.0").with(POSTGRESQL).on(17, 25),
                        listening("4.0.3").with(OLD_POSTGRESQL).on(8),
                        listening("7.1.0").with(POSTGRESQL).on(17, 25),
                        mysql("mysql:mysql-connector-java", "5.1.49").on(8),
                        mysql("mysql:mysql-connector-java", "8.0.33").on(8),
                        mysql("com.mysql:mysql-connector-j", "9.7.0").on(17, 25),
                        mariadb("2.7.15").on(8),
                        mariadb("3.5.11").on(17, 25),
                        load("4.0.3").with(OLD_POSTGRESQL).on(8),
                        load("7.1.0").with(POSTGRESQL).on(17),
                        sqlServer("6.4.0.jre8").on(8),
                        sqlServer("7.4.1.jre8").on(8),
                        sqlServer("13.6.2.jre8").on(8),
                        sqlServer("13.6.2.jre11").on(17, 25),
                        oracle("ojdbc8", "19.29.0.0").on(8),
                        oracle("ojdbc8", "21.19.0.0").on(8, 11),
                        oracle("ojdbc17", "23.26.3.0.0").on(17, 25))
                .flatMap(each -> each);
    }

    static Stream<Installation> withDeadPeer() {
        return Stream.of(
                        listening("4.0.3").with(OLD_POSTGRESQL).on(8),
                        listening("7.1.0").with(POSTGRESQL).on(17),
                        load("4.0.3").with(OLD_POSTGRESQL).on(8),
                        load("7.1.0").with(POSTGRESQL).on(17),
                        mysql("mysql:mysql-connector-java", "5.1.49").on(8),
                        mariadb("3.5.11").on(25),
                        sqlServer("7.4.1.jre8").on(8),
                        sqlServer("13.6.2.jre11").on(17),
                        oracle("ojdbc8", "21.19.0.0").on(8),
                        oracle("ojdbc17", "23.26.3.0.0").on(25))
                .flatMap(each -> each);
    }

    private static Software pgjdbc(String version) {
        return onPostgresql(software("pgjdbc", version, "Driver"))
                .with("org.postgresql:postgresql:VERSION")
                .connections(2);
    }

    private static Software hikari(String version) {
        return pool(software("HikariCP", version, "Hikari")).with("com.zaxxer:HikariCP:VERSION");
    }

    private static Software c3p0(String version) {
        return pool(software("c3p0", version, "C3p0")).with("com.mchange:c3p0:VERSION");
    }

    private static Software dbcp(String version) {
        return pool(software("Commons DBCP", version, "Dbcp2")).with("org.apache.commons:commons-dbcp2:VERSION");
    }

    private static Software listening(String version) {
        return pool(software("HikariCP and a LISTEN reader", version, "Listening"))
                .with("com.zaxxer:HikariCP:VERSION")
                .connections(5);
    }

    private static Software mysql(String artifact, String version) {
        return software("MySQL Connector/J", version, "Driver")
                .with(artifact + ":VERSION")
                .connectingTo(DebianServer.MARIADB)
                .arguments(MYSQL_URL)
                .connections(2);
    }

    private static Software mariadb(String version) {
        return software("MariaDB Connector/J", version, "Driver")
                .with("org.mariadb.jdbc:mariadb-java-client:VERSION", LOGGER)
                .connectingTo(DebianServer.MARIADB)
                .arguments(MARIADB_URL)
                .connections(2);
    }

    /** Where the peer dies after it has acknowledged all of a statement, and before its answer, keepalive finds it. */
    private static Software load(String version) {
        return pool(software("HikariCP under load", version, "Load"))
                .with("com.zaxxer:HikariCP:VERSION")
                .dyingOf("retransmission_timeout", "keepalive_timeout");
    }

    private static Software sqlServer(String version) {
        return software("mssql-jdbc", version, "Queries")
                .with("com.microsoft.sqlserver:mssql-jdbc:VERSION")
                .connectingTo(TDS)
                .arguments(SQL_SERVER_URL)
                .connections(2);
    }

    /** While it logs in: no server that it can be tested with is free to be downloaded. */
    private static Software oracle(String artifact, String version) {
        return software("Oracle JDBC thin", version, "LoggingIn")
                .with("com.oracle.database.jdbc:" + artifact + ":VERSION")
                .connectingTo(SILENT)
                .arguments(ORACLE_URL);
    }

    private static Software pool(Software software) {
        return onPostgresql(software).with(LOGGER).connections(4);
    }

    private static Software onPostgresql(Software software) {
        return software.connectingTo(DebianServer.POSTGRESQL).arguments(POSTGRESQL_URL);
    }

    private static Software software(String name, String version, String program) {
        return Software.of(KIND, name, version, PROGRAMS + program);
    }
}
