// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics and labels of a PromQL query. */
final class Query {

    private final String text;

    Query(String text) {
        this.text = text;
    }

    /** The metrics; for a summary without {@code _sum} and {@code _count}. */
    Set<String> metrics() {
        return matches("\\b(keepalive_[a-z_]+?)(?:_seconds_(?:sum|count))?\\b", text).stream()
                .map(name -> text.contains(name + "_seconds_") ? name + "_seconds" : name)
                .collect(Collectors.toSet());
    }

    /** The labels that it selects, groups by or sums over. */
    Set<String> labels() {
        Set<String> labels = matches("[{,]\\s*([a-z_]+)\\s*(?:=~|!~|!=|=)", text);
        for (String group : matches("\\b(?:by|without) \\(([^)]*)\\)", text)) {
            labels.addAll(Arrays.asList(group.split("\\s*,\\s*")));
        }
        return labels;
    }

    /** The first group of every match. */
    static Set<String> matches(String regex, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(regex).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Override
    public String toString() {
        return text;
    }
}
