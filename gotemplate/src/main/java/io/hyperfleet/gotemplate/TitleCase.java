package io.hyperfleet.gotemplate;

import java.util.Locale;

/**
 * Title case after Unicode's word boundaries: the first letter of a word is set in title case, its other letters in lower
 * case. Letters, digits, marks and connectors make up words; a full stop, colon or apostrophe between two letters, and a
 * comma or full stop between two digits, does not end one.
 */
final class TitleCase {

    private static final String BETWEEN_LETTERS = "':.\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";
    private static final String BETWEEN_DIGITS = "',.;\u037E\u0589\u060C\u060D\u066C\u07F8\u2018\u2019\u2024\u2044\uFE10\uFE14\uFE50\uFE52\uFE54\uFF07\uFF0C\uFF0E\uFF1B";

    private TitleCase() {}

    static String of(String text) {
        int[] characters = text.codePoints().toArray();
        StringBuilder out = new StringBuilder(text.length());
        boolean capitalNext = true;
        for (int i = 0; i < characters.length; i++) {
            int character = characters[i];
            if (!continuesWord(characters, i)) {
                capitalNext = true;
            }
            if (!isCased(character)) {
                out.appendCodePoint(character);
            } else if (capitalNext) {
                out.append(title(character));
                capitalNext = false;
            } else {
                out.append(lower(character));
            }
        }
        return out.toString();
    }

    /** True unless a word starts or ends at this character. */
    private static boolean continuesWord(int[] characters, int index) {
        int character = characters[index];
        if (isWordCharacter(character)) {
            return true;
        }
        if (index == 0 || index + 1 == characters.length) {
            return false;
        }
        int before = characters[index - 1];
        int after = characters[index + 1];
        return Character.isLetter(before) && Character.isLetter(after) && BETWEEN_LETTERS.indexOf(character) >= 0
                || Character.isDigit(before) && Character.isDigit(after) && BETWEEN_DIGITS.indexOf(character) >= 0;
    }

    private static boolean isWordCharacter(int character) {
        return Character.isLetterOrDigit(character)
                || switch (Character.getType(character)) {
                    case Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.CONNECTOR_PUNCTUATION,
                            Character.LETTER_NUMBER,
                            Character.FORMAT -> true;
                    default -> false;
                };
    }

    private static boolean isCased(int character) {
        return Character.isUpperCase(character) || Character.isLowerCase(character) || Character.isTitleCase(character);
    }

    private static String title(int character) {
        int single = Character.toTitleCase(character);
        if (single != character || !Character.isLowerCase(character)) {
            return Character.toString(single);
        }
        // some letters become several, of which only the first is a capital: ß is Ss
        String upper = Character.toString(character).toUpperCase(Locale.ROOT);
        int first = upper.offsetByCodePoints(0, 1);
        return upper.substring(0, first) + upper.substring(first).toLowerCase(Locale.ROOT);
    }

    private static String lower(int character) {
        return Character.toString(character).toLowerCase(Locale.ROOT);
    }
}
