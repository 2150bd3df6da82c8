// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import java.util.stream.Stream;

/** Clients of stores that are not relational databases, and members of clusters. */
class StoresIT extends SoftwareTest {

    private static final String KIND = "Stores and clusters";
    private static final String PROGRAMS = "io.keepalive.compat.software.stores.";
    private static final String NO_LOGGING = "org.slf4j:slf4j-nop:1.7.36";
    private static final String NO_LOGGING_2 = "org.slf4j:slf4j-nop:2.0.17";
    private static final String[] BUSY = {"keepalive_timeout", "retransmission_timeout"};
    private static final Server MONGO_DB =
            ServerProgram.of(PROGRAMS + "MongoDbPeer", 17, NO_LOGGING_2, "de.bwaldvogel:mongo-java-server:1.47.0");
    private static final Server CASSANDRA = ServerProgram.of(
            PROGRAMS + "CassandraPeer",
            17,
            NO_LOGGING,
            "com.datastax.oss.simulacron:simulacron-native-server:0.12.0",
            "com.datastax.oss.simulacron:simulacron-common:0.12.0");

    static Stream<SoftwareOnJava> software() {
        return Stream.of(redis(), others()).flatMap(each -> each);
    }

    private static Stream<SoftwareOnJava> redis() {
        return Stream.of(
                        jedis("3.10.0").on(8),
                        jedis("5.2.0").on(17),
                        jedis("7.5.3").on(25),
                        lettuce("5.3.7.RELEASE", Transport.NIO).on(8),
                        lettuce("6.8.1.RELEASE", Transport.NIO).on(17),
                        lettuce("6.8.1.RELEASE", Transport.EPOLL).on(8, 17),
                        lettuce("6.8.1.RELEASE", Transport.IO_URING).on(17),
                        lettuce("7.5.2.RELEASE", Transport.NIO).on(25),
                        lettuce("7.5.2.RELEASE", Transport.EPOLL).on(21),
                        lettuce("7.5.2.RELEASE", Transport.IO_URING).on(25),
                        redisson("3.17.7").on(8),
                        redisson("3.52.0").on(17, 25))
                .flatMap(each -> each);
    }

    private static Stream<SoftwareOnJava> others() {
        return Stream.of(
                        mongoDb("3.12.14").on(8),
                        mongoDb("5.5.2").on(17, 25),
                        cassandra("3.11.5", "com.datastax.cassandra:cassandra-driver-core", 3)
                                .on(8),
                        cassandra("4.17.0", "com.datastax.oss:java-driver-core", 4)
                                .on(8, 17),
                        zooKeeper("3.4.14", 8).on(8),
                        zooKeeper("3.9.5", 17).on(17),
                        zooKeeperOnNetty("3.9.5", 17).on(17),
                        hazelcastMember("3.12.13", 8).on(8),
                        hazelcastMember("5.6.0", 17).on(17),
                        hazelcastClient("3.12.13", 8, "com.hazelcast:hazelcast-client:VERSION")
                                .on(8),
                        hazelcastClient("5.6.0", 17, "com.hazelcast:hazelcast:VERSION")
                                .on(17),
                        jGroups("3.6.20.Final", 8).on(8),
                        jGroups("5.4.8.Final", 17).on(17))
                .flatMap(each -> each);
    }

    static Stream<SoftwareOnJava> withDeadPeer() {
        return Stream.of(
                        jedis("3.10.0").on(8),
                        jedis("7.5.3").on(25),
                        lettuce("6.8.1.RELEASE", Transport.NIO).on(17),
                        lettuce("6.8.1.RELEASE", Transport.EPOLL).on(17),
                        lettuce("7.5.2.RELEASE", Transport.IO_URING).on(25),
                        mongoDb("5.5.2").on(17),
                        zooKeeper("3.9.5", 17).on(17),
                        hazelcastClient("5.6.0", 17, "com.hazelcast:hazelcast:VERSION")
                                .on(17))
                .flatMap(each -> each);
    }

    private static Software jedis(String version) {
        return Software.of(KIND, "Jedis pool and subscriber", version, PROGRAMS + "JedisPoolAndSubscriber")
                .with("redis.clients:jedis:VERSION", NO_LOGGING)
                .connectingTo(DebianServer.REDIS)
                .connections(2);
    }

    /** A transport of Netty, by the names of its threads and libraries; the versions are those that Lettuce is built with. */
    private enum Transport {
        NIO("nio", "", ""),
        EPOLL("epoll", "io.netty:netty-transport-native-epoll:jar:linux-x86_64:", ""),
        IO_URING(
                "io_uring",
                "io.netty:netty-transport-native-io_uring:jar:linux-x86_64:",
                "io.netty.incubator:netty-incubator-transport-native-io_uring:jar:linux-x86_64:0.0.26.Final");

        private final String name;
        private final String library;
        private final String incubator;

        Transport(String name, String library, String incubator) {
            this.name = name;
            this.library = library;
            this.incubator = incubator;
        }

        Software addTo(Software lettuce, String lettuceVersion) {
            boolean isOld = lettuceVersion.compareTo("7") < 0;
            if (isOld && !incubator.isEmpty()) {
                return lettuce.with(incubator);
            }
            return library.isEmpty() ? lettuce : lettuce.with(library + (isOld ? "4.1.118.Final" : "4.2.13.Final"));
        }
    }

    private static Software lettuce(String version, Transport transport) {
        Software lettuce = Software.of(KIND, "Lettuce on " + transport.name, version, PROGRAMS + "Lettuce")
                .with("io.lettuce:lettuce-core:VERSION", NO_LOGGING)
                .connectingTo(DebianServer.REDIS)
                .connections(2)
                .arguments(transport.name);
        return transport.addTo(lettuce, version);
    }

    private static Software redisson(String version) {
        return Software.of(KIND, "Redisson", version, PROGRAMS + "Redisson")
                .with(NO_LOGGING, "org.redisson:redisson:VERSION")
                .connectingTo(DebianServer.REDIS)
                .connections(4);
    }

    private static Software mongoDb(String version) {
        return Software.of(KIND, "MongoDB driver", version, PROGRAMS + "MongoDbDriver")
                .with("org.mongodb:mongodb-driver-sync:VERSION", NO_LOGGING)
                .connectingTo(MONGO_DB)
                .connections(2)
                .dyingOf(BUSY);
    }

    /** Its native clock is off: on Java 8 and a new C library that of 3.11 ends the JVM, also without the agent. */
    private static Software cassandra(String version, String driver, int generation) {
        return Software.of(KIND, "Cassandra driver", version, PROGRAMS + "CassandraDriver" + generation)
                .with(driver + ":VERSION", NO_LOGGING)
                .connectingTo(CASSANDRA)
                .connections(2)
                .options(launch -> launch.jvmOption("-Dcom.datastax.driver.USE_NATIVE_CLOCK=false"));
    }

    private static Software zooKeeper(String version, int java) {
        return zooKeeper("ZooKeeper client", version, java);
    }

    private static Software zooKeeperOnNetty(String version, int java) {
        return zooKeeper("ZooKeeper client on Netty", version, java)
                .options(launch ->
                        launch.jvmOption("-Dzookeeper.clientCnxnSocket=org.apache.zookeeper.ClientCnxnSocketNetty"));
    }

    private static Software zooKeeper(String name, String version, int java) {
        String library = "org.apache.zookeeper:zookeeper:";
        return Software.of(KIND, name, version, PROGRAMS + "ZooKeeperSession")
                .with(NO_LOGGING, library + "VERSION")
                .connectingTo(ServerProgram.of(
                        PROGRAMS + "ZooKeeperNode",
                        java,
                        NO_LOGGING,
                        library + version,
                        "io.dropwizard.metrics:metrics-core:4.1.12.1",
                        "org.xerial.snappy:snappy-java:1.1.10.5"))
                .dyingOf(BUSY);
    }

    private static Software hazelcastMember(String version, int java) {
        return Software.of(KIND, "Hazelcast member", version, PROGRAMS + "HazelcastMember")
                .with("com.hazelcast:hazelcast:VERSION")
                .connectingTo(hazelcast(version, java))
                .dyingOf(BUSY);
    }

    private static Software hazelcastClient(String version, int java, String library) {
        return Software.of(KIND, "Hazelcast client", version, PROGRAMS + "HazelcastClientProgram")
                .with(library)
                .connectingTo(hazelcast(version, java))
                .dyingOf(BUSY);
    }

    private static Server hazelcast(String version, int java) {
        return ServerProgram.of(PROGRAMS + "HazelcastMember", java, "com.hazelcast:hazelcast:" + version);
    }

    private static Software jGroups(String version, int java) {
        String library = "org.jgroups:jgroups:";
        return Software.of(KIND, "JGroups member", version, PROGRAMS + "JGroupsMember")
                .with(library + "VERSION")
                .connectingTo(ServerProgram.of(PROGRAMS + "JGroupsMember", java, library + version))
                .dyingOf(BUSY);
    }
}
