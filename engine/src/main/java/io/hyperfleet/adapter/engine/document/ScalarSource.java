package io.hyperfleet.adapter.engine.document;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * How a scalar is written in its file, so that every character of its text can be found there: behind escapes, folded
 * lines and the indentation of block texts.
 *
 * @param source null for a scalar that is not written anywhere
 * @param start index of the first character: the quote, the block indicator, or the text itself
 * @param style null for a text that stands in the file as it is
 */
record ScalarSource(
        @Nullable SourceText source, int start, @Nullable ScalarStyle style) {

    /** Of a scalar that is not there. */
    static ScalarSource unwritten() {
        return new ScalarSource(null, 0, ScalarStyle.PLAIN);
    }

    /** Of a text that is the whole file, nothing escaped and nothing indented. */
    static ScalarSource wholeFile(SourceText source) {
        return new ScalarSource(source, 0, null);
    }

    /** The place of a character of the text; of the scalar itself when it is not written anywhere. */
    Place placeAt(Place scalar, String text, int line, int column) {
        if (source == null) {
            return scalar;
        }
        int[] characters = text.codePoints().toArray();
        int offset = Math.clamp(offset(characters, line, column), 0, characters.length);
        int index = style == null ? offset : indexes(source, style, characters)[offset];
        return source.placeOf(scalar.file(), index);
    }

    private static int offset(int[] characters, int line, int column) {
        int offset = 0;
        for (int current = 1; current < line && offset < characters.length; offset++) {
            if (characters[offset] == '\n') {
                current++;
            }
        }
        return offset + column - 1;
    }

    /** For each character of the text, and for its end, its index in the file. */
    private int[] indexes(SourceText text, ScalarStyle written, int[] characters) {
        return switch (written) {
            case LITERAL, FOLDED -> blockIndexes(text, characters);
            case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> flowIndexes(text, characters, start + 1);
            case SINGLE_QUOTED -> flowIndexes(text, characters, start + 1);
            case PLAIN -> flowIndexes(text, characters, start);
        };
    }

    /** Quoted and plain texts: blanks around line breaks go, one break becomes a blank, more become one less. */
    private int[] flowIndexes(SourceText text, int[] characters, int first) {
        int[] indexes = new int[characters.length + 1];
        int index = first;
        int offset = 0;
        while (offset < characters.length) {
            int afterBreaks = skipLineBreaks(text, index);
            if (afterBreaks > index) {
                int breaks = text.lineOf(afterBreaks) - text.lineOf(index);
                boolean continued = text.at(index) == '\\';
                int added = breaks == 1 ? (continued ? 0 : 1) : breaks - 1;
                Arrays.fill(indexes, offset, Math.min(offset + added, characters.length), index);
                offset += added;
                index = afterBreaks;
                continue;
            }
            indexes[offset++] = index;
            index += written(text, index);
        }
        indexes[characters.length] = Math.min(index, text.length());
        return indexes;
    }

    /** Behind the blanks and line breaks that begin there; the same index when there is no line break. */
    private int skipLineBreaks(SourceText text, int index) {
        boolean escapedBreak =
                style == ScalarStyle.DOUBLE_QUOTED && text.at(index) == '\\' && SourceText.isBreak(text.at(index + 1));
        int current = escapedBreak ? index + 1 : index;
        while (SourceText.isBlankOrBreak(text.at(current))) {
            current++;
        }
        return text.lineOf(Math.min(current, text.length())) > text.lineOf(index) ? current : index;
    }

    /** How many characters of the file stand for the one of the text that begins there. */
    private int written(SourceText text, int index) {
        if (style == ScalarStyle.SINGLE_QUOTED) {
            return text.at(index) == '\'' ? 2 : 1;
        }
        if (style != ScalarStyle.DOUBLE_QUOTED || text.at(index) != '\\') {
            return 1;
        }
        return switch (text.at(index + 1)) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }

    /** Block texts: behind its indentation each line of the file stands in the text as it is. */
    private int[] blockIndexes(SourceText text, int[] characters) {
        int[] indexes = new int[characters.length + 1];
        int offset = 0;
        int indentation = -1;
        int last = start;
        for (int line = text.lineOf(start) + 1; line < text.lineCount() && offset < characters.length; line++) {
            int[] written = text.line(line).codePoints().toArray();
            int blanks = leadingBlanks(written, 0);
            if (blanks == written.length) {
                continue;
            }
            indentation = indentation < 0 ? blanks - leadingBlanks(characters, leadingBreaks(characters)) : indentation;
            int[] content = Arrays.copyOfRange(written, Math.min(indentation, blanks), written.length);
            int found = find(characters, offset, content);
            if (found < 0) {
                break;
            }
            Arrays.fill(indexes, offset, found, last);
            for (int i = 0; i < content.length; i++) {
                indexes[found + i] = text.lineStart(line) + written.length - content.length + i;
            }
            offset = found + content.length;
            last = text.lineStart(line) + written.length;
        }
        Arrays.fill(indexes, offset, indexes.length, Math.min(last, text.length()));
        return indexes;
    }

    private static int find(int[] characters, int offset, int[] content) {
        for (int i = offset; i + content.length <= characters.length; i++) {
            if (Arrays.equals(characters, i, i + content.length, content, 0, content.length)) {
                return i;
            }
        }
        return -1;
    }

    private static int leadingBreaks(int[] characters) {
        int breaks = 0;
        while (breaks < characters.length && characters[breaks] == '\n') {
            breaks++;
        }
        return breaks;
    }

    private static int leadingBlanks(int[] characters, int from) {
        int current = from;
        while (current < characters.length && characters[current] == ' ') {
            current++;
        }
        return current - from;
    }
}
