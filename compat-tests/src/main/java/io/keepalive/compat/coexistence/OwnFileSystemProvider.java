// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import io.keepalive.compat.application.PlainApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;

/**
 * An application's own file system provider, chosen by -Djava.nio.file.spi.DefaultFileSystemProvider. It delegates
 * everything and records whether it was used before main had prepared it.
 */
public final class OwnFileSystemProvider extends FileSystemProvider {

    private static volatile boolean tooEarly;

    private final FileSystemProvider system;

    public OwnFileSystemProvider(FileSystemProvider system) {
        this.system = system;
        tooEarly |= !Boolean.getBoolean("own.ready");
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("own.ready", "true");
        System.out.println("separator " + FileSystems.getDefault().getSeparator() + " asked too early " + tooEarly);
        PlainApplication.useConnectionAndExit();
    }

    @Override
    public String getScheme() {
        return system.getScheme();
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) throws IOException {
        return system.newFileSystem(uri, environment);
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system.getFileSystem(uri);
    }

    @Override
    public Path getPath(URI uri) {
        return system.getPath(uri);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return system.newByteChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        return system.newDirectoryStream(folder, filter);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        system.createDirectory(folder, attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        system.delete(path);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        system.copy(source, target, options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        system.move(source, target, options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return system.isSameFile(one, other);
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return system.isHidden(path);
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return system.getFileStore(path);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        system.checkAccess(path, modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return system.getFileAttributeView(path, type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return system.readAttributes(path, type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return system.readAttributes(path, attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        system.setAttribute(path, attribute, value, options);
    }
}
