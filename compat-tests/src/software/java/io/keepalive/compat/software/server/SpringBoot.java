// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.server;

import io.keepalive.compat.software.Signals;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A controller on Spring Boot's web starter. More arguments: properties. */
@EnableAutoConfiguration
@RestController
public class SpringBoot {

    public static void main(String[] arguments) throws Exception {
        String[] properties = arguments.clone();
        properties[0] = "--server.address=" + arguments[0];
        System.setProperty("server.port", "0");
        System.setProperty("server.tomcat.keep-alive-timeout", "-1");
        System.setProperty("spring.main.banner-mode", "off");
        System.setProperty("logging.level.root", "off");
        ConfigurableApplicationContext context = SpringApplication.run(SpringBoot.class, properties);
        Signals.listening(Integer.parseInt(context.getEnvironment().getProperty("local.server.port")));
        Signals.open();
        SpringApplication.exit(context);
    }

    @GetMapping("/")
    String page() {
        return "a page on a virtual thread: "
                + Thread.currentThread().toString().startsWith("VirtualThread");
    }
}
