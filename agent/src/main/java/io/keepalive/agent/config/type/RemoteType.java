package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.policy.AddressBlock;
import io.keepalive.agent.policy.HostPattern;
import io.keepalive.agent.policy.Remote;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** An entry of {@code remote}: a CIDR block, an address, a host name, names below one, or a word for known networks. */
public final class RemoteType implements ValueType<RemoteType.Peers> {

    /** What one entry stands for: blocks of addresses, or a pattern for host names, the other being empty. */
    public static final class Peers {

        private final List<AddressBlock> blocks;
        private final List<HostPattern> hosts;

        private Peers(List<AddressBlock> blocks, List<HostPattern> hosts) {
            this.blocks = blocks;
            this.hosts = hosts;
        }
    }

    private static final int LONGEST_NAME = 253;
    private static final Pattern HOST =
            Pattern.compile("(?:\\*\\.)?[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}_])?\\.?");
    private static final Pattern HOST_AND_PORT = Pattern.compile("([^:]+):([0-9]+)");

    /** All that the entries stand for. */
    public static Remote join(List<Peers> entries) {
        List<AddressBlock> blocks = new ArrayList<>();
        List<HostPattern> hosts = new ArrayList<>();
        for (Peers peers : entries) {
            blocks.addAll(peers.blocks);
            hosts.addAll(peers.hosts);
        }
        return new Remote(blocks, hosts);
    }

    @Override
    public String allowed() {
        return "a CIDR block, an address, a host name, '*.' and a host name, loopback or private";
    }

    @Override
    public Peers parse(Scalar value) throws InvalidValueException {
        String text = value.text();
        if (!value.is(Scalar.Kind.TEXT)) {
            throw new InvalidValueException();
        }
        if (text.contains("://")) {
            throw new InvalidValueException("a host name alone, without the rest of a URL");
        }
        if (text.equals("loopback") || text.equals("private")) {
            return blocks(text.equals("private") ? AddressBlock.PRIVATE : AddressBlock.LOOPBACK);
        }
        return AddressParser.isLikeAddress(text)
                ? blocks(Collections.singletonList(AddressParser.parse(text)))
                : host(text);
    }

    private static Peers blocks(List<AddressBlock> blocks) {
        return new Peers(blocks, Collections.emptyList());
    }

    private static Peers host(String text) throws InvalidValueException {
        if (HOST_AND_PORT.matcher(text).matches()) {
            throw new InvalidValueException("the port goes to remote-port");
        }
        if (text.length() > LONGEST_NAME || !HOST.matcher(text).matches() || text.contains("..")) {
            throw new InvalidValueException();
        }
        return new Peers(Collections.emptyList(), Collections.singletonList(new HostPattern(text)));
    }
}
