package io.hyperfleet.gotemplate;

/** A template's name and text, able to say where an index lies. */
record SourceText(String name, String text) {

    /** Line of this index, from 1. */
    int line(int position) {
        int line = 1;
        for (int i = text.indexOf('\n'); i >= 0 && i < position; i = text.indexOf('\n', i + 1)) {
            line++;
        }
        return line;
    }

    /** Column of this index in its line, from 1, in UTF-16 units. */
    int column(int position) {
        return position - lineStart(position) + 1;
    }

    /** Column as Go counts it: bytes before this index in its line. */
    int byteColumn(int position) {
        return GoText.length(text.substring(lineStart(position), position));
    }

    private int lineStart(int position) {
        return position == 0 ? 0 : text.lastIndexOf('\n', position - 1) + 1;
    }
}
