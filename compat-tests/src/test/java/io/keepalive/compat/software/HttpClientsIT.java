// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import java.util.stream.Stream;

/** HTTP clients with a connection that they keep for the next request. */
class HttpClientsIT extends SoftwareTest {

    private static final String KIND = "HTTP clients";
    private static final String PROGRAMS = "io.keepalive.compat.software.http.";
    private static final Server SERVER = ServerProgram.of(PROGRAMS + "HttpPeer", 17);

    static Stream<SoftwareOnJava> software() {
        return Stream.of(
                        urlConnection().on(8, 17, 25),
                        javaNetHttp().on(11, 17, 25),
                        commonsHttpClient().on(8),
                        httpClient4("4.3.6").on(8),
                        httpClient4("4.5.14").on(8, 17, 25),
                        httpAsyncClient4().on(8, 17),
                        httpClient5("5.1.4").on(8, 17),
                        httpClient5("5.6.5").on(17, 25),
                        httpAsyncClient5("5.1.4").on(8),
                        httpAsyncClient5("5.6.5").on(17, 25),
                        okHttp("3.14.9").on(8, 17),
                        okHttp("4.12.0").on(17, 25),
                        okHttp5().on(17, 25),
                        asyncHttpClient("2.12.4").on(8, 17),
                        asyncHttpClient("3.0.2").on(17, 25),
                        elasticsearchRest("6.8.23").on(8),
                        elasticsearchRest("7.17.28").on(8, 17),
                        elasticsearchJava("8.19.0", "ElasticsearchJava8").on(8, 17),
                        elasticsearchJava("9.2.9", "ElasticsearchJava").on(17, 25))
                .flatMap(each -> each);
    }

    static Stream<SoftwareOnJava> withDeadPeer() {
        return Stream.of(
                        okHttp("4.12.0").on(17),
                        urlConnection().on(8),
                        javaNetHttp().on(25),
                        commonsHttpClient().on(8),
                        httpClient4("4.5.14").on(8),
                        httpClient5("5.6.5").on(17),
                        httpAsyncClient5("5.6.5").on(25),
                        asyncHttpClient("3.0.2").on(17),
                        elasticsearchRest("7.17.28").on(8),
                        elasticsearchJava("9.2.9", "ElasticsearchJava").on(17))
                .flatMap(each -> each);
    }

    private static Software urlConnection() {
        return client("HttpURLConnection", "of the JDK", "UrlConnection");
    }

    private static Software javaNetHttp() {
        return client("java.net.http", "of the JDK", "JavaNetHttp").connections(2);
    }

    private static Software commonsHttpClient() {
        return client("Commons HttpClient", "3.1", "CommonsHttpClient")
                .with("commons-httpclient:commons-httpclient:VERSION")
                .connections(2);
    }

    private static Software httpClient4(String version) {
        return client("Apache HttpClient", version, "ApacheHttpClient4")
                .with("org.apache.httpcomponents:httpclient:VERSION")
                .connections(3);
    }

    private static Software httpAsyncClient4() {
        return client("Apache HttpAsyncClient", "4.1.5", "ApacheHttpAsyncClient4")
                .with("org.apache.httpcomponents:httpasyncclient:VERSION")
                .connections(2);
    }

    private static Software httpClient5(String version) {
        return client("Apache HttpClient", version, "ApacheHttpClient5")
                .with("org.apache.httpcomponents.client5:httpclient5:VERSION")
                .connections(3);
    }

    private static Software httpAsyncClient5(String version) {
        return client("Apache HttpClient, async", version, "ApacheHttpAsyncClient5")
                .with("org.apache.httpcomponents.client5:httpclient5:VERSION")
                .connections(2);
    }

    private static Software okHttp(String version) {
        return client("OkHttp", version, "OkHttp").with("com.squareup.okhttp3:okhttp:VERSION");
    }

    private static Software okHttp5() {
        return client("OkHttp", "5.3.2", "OkHttp").with("com.squareup.okhttp3:okhttp-jvm:VERSION");
    }

    private static Software asyncHttpClient(String version) {
        return client("AsyncHttpClient", version, "AsyncHttpClients")
                .with("org.asynchttpclient:async-http-client:VERSION")
                .connections(2);
    }

    private static Software elasticsearchRest(String version) {
        return client("Elasticsearch low-level REST client", version, "ElasticsearchRest")
                .with("org.elasticsearch.client:elasticsearch-rest-client:VERSION");
    }

    private static Software elasticsearchJava(String version, String program) {
        return client("Elasticsearch Java client", version, program)
                .with(
                        "co.elastic.clients:elasticsearch-java:VERSION",
                        "com.fasterxml.jackson.core:jackson-databind:2.17.2");
    }

    private static Software client(String name, String version, String program) {
        return Software.of(KIND, name, version, PROGRAMS + program).connectingTo(SERVER);
    }
}
