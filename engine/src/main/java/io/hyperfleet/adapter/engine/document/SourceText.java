package io.hyperfleet.adapter.engine.document;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A text by its characters (code points), so that positions can be turned into lines and columns. */
final class SourceText {

    private final int[] characters;
    private final int[] lineStarts;

    SourceText(String text) {
        this(text.codePoints().toArray());
    }

    private SourceText(int[] characters) {
        this.characters = characters;
        lineStarts = lineStarts(characters);
    }

    private static int[] lineStarts(int[] characters) {
        IntStream.Builder starts = IntStream.builder();
        starts.add(0);
        for (int i = 0; i < characters.length; i++) {
            boolean carriageReturnAlone =
                    characters[i] == '\r' && (i + 1 == characters.length || characters[i + 1] != '\n');
            if (characters[i] == '\n' || carriageReturnAlone) {
                starts.add(i + 1);
            }
        }
        return starts.build().toArray();
    }

    String text() {
        return new String(characters, 0, characters.length);
    }

    int length() {
        return characters.length;
    }

    /** The character there; -1 behind the end. */
    int at(int index) {
        return index < characters.length ? characters[index] : -1;
    }

    Place placeOf(String file, int index) {
        int line = lineOf(index);
        return new Place(file, line + 1, index - lineStarts[line] + 1);
    }

    /** The line of a position, from 0. */
    int lineOf(int index) {
        int found = Arrays.binarySearch(lineStarts, index);
        return found >= 0 ? found : -found - 2;
    }

    int lineCount() {
        return lineStarts.length;
    }

    int lineStart(int line) {
        return lineStarts[line];
    }

    /** A line without its line break. */
    String line(int line) {
        int start = lineStarts[line];
        int end = line + 1 < lineStarts.length ? lineStarts[line + 1] : characters.length;
        while (end > start && isBreak(characters[end - 1])) {
            end--;
        }
        return new String(characters, start, end - start);
    }

    /**
     * The same text with a blank for the tab there, if one stands there between the parts of a line: not in front of
     * everything else and not behind the indicator of a list item.
     */
    Optional<SourceText> withoutTabAt(int index) {
        int before = index - 1;
        while (before >= 0 && (characters[before] == ' ' || characters[before] == '\t')) {
            before--;
        }
        boolean separates = at(index) == '\t'
                && before >= 0
                && !isBreak(characters[before])
                && characters[before] != '-'
                && characters[before] != '?';
        if (!separates) {
            return Optional.empty();
        }
        int[] changed = characters.clone();
        changed[index] = ' ';
        return Optional.of(new SourceText(changed));
    }

    /** Whether a double-quoted text has an escape that Go's parser does not know: an escaped slash or half a character. */
    boolean hasForeignEscape(int start, int end) {
        for (int i = start; i + 1 < end; i++) {
            if (characters[i] == '\\') {
                boolean surrogate = characters[i + 1] == 'u'
                        && (at(i + 2) == 'd' || at(i + 2) == 'D')
                        && Character.digit(at(i + 3), 16) >= 8;
                if (characters[i + 1] == '/' || surrogate) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /**
     * The tab in front of the first line of a block text that leaves its indentation to that line, if there is one.
     *
     * @param indicator where the block text begins
     */
    OptionalInt tabForIndentation(int indicator) {
        int line = lineOf(indicator);
        String header = line(line).substring(indicator - lineStart(line));
        if (header.matches("[|>][-+]?[1-9].*")) {
            return OptionalInt.empty();
        }
        while (++line < lineCount()) {
            int index = lineStart(line);
            while (at(index) == ' ') {
                index++;
            }
            if (!isBreak(at(index))) {
                return at(index) == '\t' ? OptionalInt.of(index) : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    /** Where the content begins of a node that begins there: behind its tag and its anchor. */
    int skipProperties(int index) {
        int current = index;
        while (at(current) == '&' || at(current) == '!') {
            while (current < length() && !isBlankOrBreak(at(current))) {
                current++;
            }
            current = skipBlanksAndComments(current);
        }
        return Math.min(current, length());
    }

    private int skipBlanksAndComments(int index) {
        int current = index;
        while (isBlankOrBreak(at(current)) || at(current) == '#') {
            boolean comment = at(current) == '#';
            current++;
            while (comment && current < length() && !isBreak(at(current))) {
                current++;
            }
        }
        return current;
    }

    static boolean isBreak(int character) {
        return character == '\n' || character == '\r';
    }

    static boolean isBlankOrBreak(int character) {
        return character == ' ' || character == '\t' || isBreak(character);
    }
}
