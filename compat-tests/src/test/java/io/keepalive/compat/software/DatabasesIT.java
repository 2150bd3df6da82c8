// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import java.util.stream.Stream;

/** JDBC drivers and connection pools. */
class DatabasesIT extends SoftwareTest {

    private static final String KIND = "Databases";
    private static final String PROGRAMS = "io.keepalive.compat.software.database.";
    private static final String POSTGRESQL = "org.postgresql:postgresql:42.7.14";
    private static final String OLD_POSTGRESQL = "org.postgresql:postgresql:42.2.29";
    private static final String LOGGER = "org.slf4j:slf4j-nop:1.7.36";
    private static final String POSTGRESQL_URL = "jdbc:postgresql://HOST:PORT/postgres?sslmode=disable";
    private static final String MYSQL_URL = "jdbc:mysql://HOST:PORT/test?useSSL=false";
    private static final String MARIADB_URL = "jdbc:mariadb://HOST:PORT/test";

    private static final String SQL_SERVER_URL = "jdbc:sqlserver://HOST:PORT;databaseName=test;encrypt=false";
    private static final String ORACLE_URL = "jdbc:oracle:thin:@//HOST:PORT/test";
    private static final Server TDS = ServerProgram.of(PROGRAMS + "TdsServer", 17);
    private static final Server SILENT = ServerProgram.of(PROGRAMS + "SilentServer", 17);

    static Stream<SoftwareOnJava> software() {
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
                        oracle("ojdbc17", "23.26.3.0.0").on(17, 25),
                        pgjdbcWithTls("42.2.29").on(8),
                        pgjdbcWithTls("42.7.14").on(17, 25),
                        r2dbc("1.0.7.RELEASE").on(17, 25),
                        hikari("5.1.0").with(POSTGRESQL).on(11, 21),
                        dbcp1("1.4").with(OLD_POSTGRESQL).on(8),
                        tomcat("7.0.109").with(OLD_POSTGRESQL).on(8),
                        tomcat("9.0.98").with(POSTGRESQL).on(17),
                        boneCp("0.8.0.RELEASE").with(OLD_POSTGRESQL).on(8),
                        druid("1.2.23").with(POSTGRESQL).on(8, 17),
                        agroal("2.5").with(POSTGRESQL).on(17),
                        h2("1.4.200", 8).on(8),
                        h2("2.3.232", 17).on(17),
                        derby("10.14.2.0", 8).on(8),
                        derby("10.16.1.1", 17).on(17),
                        jtds("1.3.1").on(8),
                        db2("11.5.9.0").on(8, 17),
                        hana("2.21.11").on(8, 17),
                        informix("4.50.11").on(8),
                        firebird("5.0.6.java11").on(17))
                .flatMap(each -> each);
    }

    static Stream<SoftwareOnJava> withDeadPeer() {
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
                        oracle("ojdbc17", "23.26.3.0.0").on(25),
                        pgjdbcWithTls("42.7.14").on(17),
                        r2dbc("1.0.7.RELEASE").on(17),
                        c3p0("0.9.5.5").with(OLD_POSTGRESQL).on(8),
                        dbcp("2.14.0").with(POSTGRESQL).on(17),
                        mysql("com.mysql:mysql-connector-j", "9.7.0").on(17),
                        hana("2.21.11").on(17))
                .flatMap(each -> each);
    }

    private static Software pgjdbc(String version) {
        return onPostgresql(software("pgjdbc", version, "Driver"))
                .with("org.postgresql:postgresql:VERSION")
                .connections(2);
    }

    private static Software pgjdbcWithTls(String version) {
        return software("pgjdbc with TLS", version, "Driver")
                .with("org.postgresql:postgresql:VERSION")
                .connectingTo(DebianServer.POSTGRESQL)
                .arguments("jdbc:postgresql://HOST:PORT/postgres?sslmode=require")
                .connections(2);
    }

    private static Software r2dbc(String version) {
        return software("R2DBC PostgreSQL", version, "R2dbc")
                .with("org.postgresql:r2dbc-postgresql:VERSION", LOGGER)
                .connectingTo(DebianServer.POSTGRESQL)
                .arguments("r2dbc:postgresql://test:secret@HOST:PORT/postgres")
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

    private static Software dbcp1(String version) {
        return pool(software("Commons DBCP", version, "Dbcp1")).with("commons-dbcp:commons-dbcp:VERSION");
    }

    private static Software tomcat(String version) {
        return pool(software("Tomcat JDBC", version, "Tomcat")).with("org.apache.tomcat:tomcat-jdbc:VERSION");
    }

    private static Software boneCp(String version) {
        return pool(software("BoneCP", version, "BoneCp")).with("com.jolbox:bonecp:VERSION");
    }

    private static Software druid(String version) {
        return pool(software("Druid", version, "Druid")).with("com.alibaba:druid:VERSION");
    }

    private static Software agroal(String version) {
        return pool(software("Agroal", version, "Agroal")).with("io.agroal:agroal-pool:VERSION");
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
                .arguments(SQL_SERVER_URL, "SELECT COUNT(*) FROM orders")
                .connections(2);
    }

    private static Software h2(String version, int javaOfServer) {
        return software("H2 client", version, "Queries")
                .with("com.h2database:h2:VERSION")
                .connectingTo(ServerProgram.of(PROGRAMS + "H2Server", javaOfServer, "com.h2database:h2:" + version))
                .arguments("jdbc:h2:tcp://HOST:PORT/mem:test", "SELECT SUM(x) FROM SYSTEM_RANGE(1, 1000)")
                .connections(2);
    }

    private static Software derby(String version, int javaOfServer) {
        String server = "org.apache.derby:derbynet:" + version;
        String tools = "org.apache.derby:derbytools:" + version;
        return software("Derby client", version, "Queries")
                .with("org.apache.derby:derbyclient:VERSION")
                .connectingTo(ServerProgram.of(PROGRAMS + "DerbyServer", javaOfServer, server, tools))
                .arguments("jdbc:derby://HOST:PORT/memory:test;create=true", "SELECT COUNT(*) FROM SYS.SYSTABLES")
                .connections(2);
    }

    /** While it logs in: the server is not free to be downloaded. */
    private static Software loggingIn(String name, String artifact, String version, String url) {
        return software(name, version, "LoggingIn")
                .with(artifact + ":VERSION")
                .connectingTo(SILENT)
                .arguments(url);
    }

    private static Software jtds(String version) {
        return loggingIn("jTDS", "net.sourceforge.jtds:jtds", version, "jdbc:jtds:sqlserver://HOST:PORT/test");
    }

    private static Software db2(String version) {
        return loggingIn("Db2 JDBC", "com.ibm.db2:jcc", version, "jdbc:db2://HOST:PORT/test");
    }

    private static Software hana(String version) {
        return loggingIn("SAP HANA JDBC", "com.sap.cloud.db.jdbc:ngdbc", version, "jdbc:sap://HOST:PORT");
    }

    private static Software informix(String version) {
        String url = "jdbc:informix-sqli://HOST:PORT/test:INFORMIXSERVER=test";
        return loggingIn("Informix JDBC", "com.ibm.informix:jdbc", version, url);
    }

    private static Software firebird(String version) {
        String url = "jdbc:firebirdsql://HOST:PORT/test";
        return loggingIn("Jaybird", "org.firebirdsql.jdbc:jaybird", version, url);
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
