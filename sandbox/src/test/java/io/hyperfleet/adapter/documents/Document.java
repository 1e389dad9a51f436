package io.hyperfleet.adapter.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A document of the repository. */
record Document(Path path, String text) {

    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(console|sh)\\n(.*?)^ *```");

    /** One of the folder {@code docs}. */
    static Document of(String name) throws IOException {
        return read(REPOSITORY.resolve("docs").resolve(name));
    }

    static Document read(Path path) throws IOException {
        return new Document(path, Files.readString(path));
    }

    /** The code in the first cells of the tables whose first heading is this. */
    List<String> firstCellsOfTables(String heading) {
        List<String> cells = new ArrayList<>();
        boolean inside = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith("| " + heading + " |")) {
                inside = true;
            } else if (!line.startsWith("|")) {
                inside = false;
            } else if (inside && !line.startsWith("|--")) {
                CODE.matcher(line.split("(?<!\\\\)\\|", 3)[1])
                        .results()
                        .map(found -> found.group(1))
                        .forEach(cells::add);
            }
        }
        return cells;
    }

    /** Everything in back quotes outside of blocks. */
    List<String> code() {
        String prose = BLOCK.matcher(text).replaceAll("");
        return CODE.matcher(prose).results().map(found -> found.group(1)).toList();
    }

    /** What its headings can be linked to by. */
    List<String> anchors() {
        return text.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Override
    public String toString() {
        return path.getFileName().toString();
    }

    /** The commands of its blocks, continued lines joined, comments left out. */
    List<String> commands() {
        return BLOCK.matcher(text)
                .results()
                .map((MatchResult block) -> block.group(2).replace("\\\n", " "))
                .flatMap(String::lines)
                .map(line -> line.replaceFirst("(^|\\s)# .*", "").strip().replaceAll(" +", " "))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
