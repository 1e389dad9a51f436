package io.hyperfleet.gotemplate;

import java.lang.Character.UnicodeScript;
import java.util.Locale;

/**
 * Title case as {@code cases.Title(language.English)} of Go's text packages: the first letter of a word is set in title
 * case, its other letters in lower case. Words are made of letters, digits, marks and connectors; one full stop, colon or
 * apostrophe inside does not end a word, an ideograph is a word of its own.
 */
final class TitleCase {

    private static final String INSIDE_WORDS =
            "':.\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";
    private static final int CAPITAL_SIGMA = 0x3A3;
    private static final String FINAL_SIGMA = "\u03C2";

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
                out.append(isFinalSigma(characters, i) ? FINAL_SIGMA : lower(character));
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
        return INSIDE_WORDS.indexOf(character) >= 0
                && isWordCharacter(characters[index - 1])
                && isWordCharacter(characters[index + 1]);
    }

    private static boolean isWordCharacter(int character) {
        if (Character.isIdeographic(character) || UnicodeScript.of(character) == UnicodeScript.HIRAGANA) {
            return false;
        }
        return Character.isAlphabetic(character)
                || Character.isDigit(character)
                || switch (Character.getType(character)) {
                    case Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.CONNECTOR_PUNCTUATION,
                            Character.FORMAT -> true;
                    default -> false;
                };
    }

    /** A capital sigma at the end of a word has a small letter of its own. */
    private static boolean isFinalSigma(int[] characters, int index) {
        return characters[index] == CAPITAL_SIGMA
                && isCasedBeyondIgnorable(characters, index, -1)
                && !isCasedBeyondIgnorable(characters, index, 1);
    }

    private static boolean isCasedBeyondIgnorable(int[] characters, int index, int step) {
        int i = index + step;
        while (i >= 0 && i < characters.length && isCaseIgnorable(characters[i])) {
            i += step;
        }
        return i >= 0 && i < characters.length && isCased(characters[i]);
    }

    private static boolean isCaseIgnorable(int character) {
        return INSIDE_WORDS.indexOf(character) >= 0
                || switch (Character.getType(character)) {
                    case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
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
        int capital = 0;
        while (capital < upper.length() - 1 && !isCased(upper.charAt(capital))) {
            capital++;
        }
        return upper.substring(0, capital + 1) + upper.substring(capital + 1).toLowerCase(Locale.ROOT);
    }

    private static String lower(int character) {
        return Character.toString(character).toLowerCase(Locale.ROOT);
    }
}
