// SPDX-License-Identifier: Apache-2.0
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** An application with one connection to itself and an option of its own, which ends after the seconds given. */
public class Orders {

    public static void main(String[] arguments) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            System.out.println("connected in region " + System.getProperty("orders.region"));
            Thread.sleep(Integer.parseInt(arguments[0]) * 1000L);
        }
    }
}
