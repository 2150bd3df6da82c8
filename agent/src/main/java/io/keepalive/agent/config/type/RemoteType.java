// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.policy.AddressBlock;
import io.keepalive.agent.policy.HostPattern;
import io.keepalive.agent.policy.Remote;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An entry of {@code remote}: a CIDR block, an address, a host name, a {@code *.} pattern, or a keyword for a network. */
public final class RemoteType implements ValueType<RemoteType.Peers> {

    /** The peers that one entry matches: either address blocks or a host-name pattern; the other list is empty. */
    public static final class Peers {

        private final List<AddressBlock> blocks;
        private final List<HostPattern> hosts;

        private Peers(List<AddressBlock> blocks, List<HostPattern> hosts) {
            this.blocks = blocks;
            this.hosts = hosts;
        }
    }

    private static final int LONGEST_NAME = 253;

    /** Combines entries: the result matches what any of them matches. */
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
            throw new InvalidValueException("write the host name alone, without the rest of the URL");
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
        int colon = text.indexOf(':');
        if (colon > 0 && Digits.only(text.substring(colon + 1), text.length())) {
            throw new InvalidValueException("the port belongs in remote-port");
        }
        if (text.length() > LONGEST_NAME || !isHost(text)) {
            throw new InvalidValueException();
        }
        return new Peers(Collections.emptyList(), Collections.singletonList(new HostPattern(text)));
    }

    /** A name that may begin with {@code *.} and end with a dot. */
    private static boolean isHost(String text) {
        int start = text.startsWith("*.") ? 2 : 0;
        int end = text.endsWith(".") ? text.length() - 1 : text.length();
        return start < end && !text.contains("..") && isName(text.substring(start, end));
    }

    private static boolean isName(String text) {
        int next;
        for (int i = 0; i < text.length(); i = next) {
            int c = text.codePointAt(i);
            next = i + Character.charCount(c);
            boolean isInside = i > 0 && next < text.length();
            if (!isLetterOrNumber(c) && c != '_' && !(isInside && (c == '.' || c == '-'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrNumber(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c) || type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
    }
}
