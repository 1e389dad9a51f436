package io.hyperfleet.adapter.engine.document;

import org.jspecify.annotations.Nullable;

/**
 * The order in which yaml.v3 writes the keys of a Go map: numbers by value and before texts; in texts other signs before
 * letters, and digits as numbers, so that {@code a2} comes before {@code a10}.
 */
public final class YamlKeyOrder {

    private YamlKeyOrder() {}

    public static int compare(@Nullable Object left, @Nullable Object right) {
        if (left instanceof String leftText && right instanceof String rightText) {
            return compareTexts(
                    leftText.codePoints().toArray(), rightText.codePoints().toArray());
        }
        if (left instanceof Number leftNumber && right instanceof Number rightNumber) {
            return Double.compare(leftNumber.doubleValue(), rightNumber.doubleValue());
        }
        return Integer.compare(rank(left), rank(right));
    }

    private static int rank(@Nullable Object key) {
        return switch (key) {
            case null -> 0;
            case Boolean _ -> 1;
            case Number _ -> 2;
            case String _ -> 3;
            default -> 4;
        };
    }

    private static int compareTexts(int[] left, int[] right) {
        boolean afterDigit = false;
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            if (left[i] == right[i]) {
                afterDigit = Character.isDigit(left[i]);
                continue;
            }
            boolean leftLetter = Character.isLetter(left[i]);
            boolean rightLetter = Character.isLetter(right[i]);
            if (leftLetter && rightLetter) {
                return Integer.compare(left[i], right[i]);
            }
            if (leftLetter || rightLetter) {
                return leftLetter == afterDigit ? -1 : 1;
            }
            return compareNumbers(left, right, i);
        }
        return Integer.compare(left.length, right.length);
    }

    private static int compareNumbers(int[] left, int[] right, int start) {
        boolean zero = left[start] == '0' || right[start] == '0';
        // Behind other digits a zero is part of a number, not the beginning of one.
        long lead = zero && followsNonZeroDigit(left, start) ? 1 : 0;
        int leftEnd = endOfDigits(left, start);
        int rightEnd = endOfDigits(right, start);
        int byValue = Long.compare(number(left, start, leftEnd, lead), number(right, start, rightEnd, lead));
        if (byValue != 0) {
            return byValue;
        }
        int byLength = Integer.compare(leftEnd, rightEnd);
        return byLength != 0 ? byLength : Integer.compare(left[start], right[start]);
    }

    private static boolean followsNonZeroDigit(int[] text, int index) {
        for (int i = index - 1; i >= 0 && Character.isDigit(text[i]); i--) {
            if (text[i] != '0') {
                return true;
            }
        }
        return false;
    }

    private static int endOfDigits(int[] text, int start) {
        int end = start;
        while (end < text.length && Character.isDigit(text[end])) {
            end++;
        }
        return end;
    }

    private static long number(int[] text, int start, int end, long lead) {
        long number = lead;
        for (int i = start; i < end; i++) {
            number = number * 10 + text[i] - '0';
        }
        return number;
    }
}
