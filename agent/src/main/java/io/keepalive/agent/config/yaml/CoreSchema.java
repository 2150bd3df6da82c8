// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

/** The types of plain scalars in the core schema of YAML 1.2.2 (section 10.3.2). */
final class CoreSchema {

    private CoreSchema() {}

    static Scalar.Kind kindOf(String plain) {
        switch (plain) {
            case "":
            case "~":
            case "null":
            case "Null":
            case "NULL":
                return Scalar.Kind.NULL;
            case "true":
            case "True":
            case "TRUE":
            case "false":
            case "False":
            case "FALSE":
                return Scalar.Kind.BOOLEAN;
            case ".nan":
            case ".NaN":
            case ".NAN":
                return Scalar.Kind.NUMBER;
            default:
                return isNumber(plain) ? Scalar.Kind.NUMBER : Scalar.Kind.TEXT;
        }
    }

    private static boolean isNumber(String text) {
        if (text.startsWith("0o")) {
            return consistsOf("01234567", text, 2);
        }
        if (text.startsWith("0x")) {
            return consistsOf("0123456789abcdefABCDEF", text, 2);
        }
        int unsigned = isSign(text, 0) ? 1 : 0;
        return isDecimal(text, unsigned) || isInfinity(text.substring(unsigned));
    }

    private static boolean consistsOf(String digits, String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (digits.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return text.length() > start;
    }

    private static boolean isInfinity(String text) {
        return text.equals(".inf") || text.equals(".Inf") || text.equals(".INF");
    }

    /** {@code [0-9]+}, {@code [0-9]+\.[0-9]*} or {@code \.[0-9]+}, and then an exponent or nothing. */
    private static boolean isDecimal(String text, int start) {
        int whole = digitsEnd(text, start);
        boolean hasPoint = whole < text.length() && text.charAt(whole) == '.';
        int end = hasPoint ? digitsEnd(text, whole + 1) : whole;
        int digits = end - start - (hasPoint ? 1 : 0);
        return digits > 0 && (end == text.length() || isExponent(text, end));
    }

    /** {@code [eE][-+]?[0-9]+}. */
    private static boolean isExponent(String text, int start) {
        int digits = isSign(text, start + 1) ? start + 2 : start + 1;
        return (text.charAt(start) == 'e' || text.charAt(start) == 'E')
                && digits < text.length()
                && digitsEnd(text, digits) == text.length();
    }

    private static boolean isSign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-');
    }

    private static int digitsEnd(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
