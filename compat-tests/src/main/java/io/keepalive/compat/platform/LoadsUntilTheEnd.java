// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.platform;

import io.keepalive.compat.application.StandardInput;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Loads large classes, on daemon threads, until the JVM has ended: main returns at the end of standard input. */
public final class LoadsUntilTheEnd {

    private static final int THREADS = 2;
    private static final int TEXTS = 3;
    private static final int TEXT_LENGTH = 60_000;

    private LoadsUntilTheEnd() {}

    public static void main(String[] arguments) throws IOException {
        byte[] largeClass = largeClass();
        StandardInput.nextLine();
        for (int i = 0; i < THREADS; i++) {
            Thread loading = new Thread(() -> loadForever(largeClass));
            loading.setDaemon(true);
            loading.start();
        }
        System.out.println("loading");
        StandardInput.untilItsEnd();
    }

    private static void loadForever(byte[] classFile) {
        while (true) {
            new OneClass().define(classFile);
        }
    }

    /** A class without members, called Large, whose constant pool has long texts: chapter 4 of the JVM specification. */
    private static byte[] largeClass() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0xCAFEBABE);
        out.writeInt(52);
        out.writeShort(5 + TEXTS);
        writeClass(out, 2, "Large");
        writeClass(out, 4, "java/lang/Object");
        for (int i = 0; i < TEXTS; i++) {
            writeText(out, longText());
        }
        out.writeShort(0x0021);
        out.writeShort(1);
        out.writeShort(3);
        out.write(new byte[8]);
        return bytes.toByteArray();
    }

    private static void writeClass(DataOutputStream out, int nameIndex, String name) throws IOException {
        out.writeByte(7);
        out.writeShort(nameIndex);
        writeText(out, name);
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        out.writeByte(1);
        out.writeUTF(text);
    }

    private static String longText() {
        byte[] text = new byte[TEXT_LENGTH];
        Arrays.fill(text, (byte) 'x');
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static final class OneClass extends ClassLoader {

        void define(byte[] classFile) {
            defineClass("Large", classFile, 0, classFile.length);
        }
    }
}
