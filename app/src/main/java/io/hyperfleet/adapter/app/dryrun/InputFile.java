package io.hyperfleet.adapter.app.dryrun;

import io.hyperfleet.adapter.app.files.LocalFiles;

/** Reads the files a dry run is given. */
final class InputFile {

    private static final int LIMIT_BYTES = 16 << 20;

    private InputFile() {}

    /**
     * @param failure what to say before the reason when it cannot be read
     */
    static String read(String path, String failure) throws Refused {
        return switch (LocalFiles.textOrOpenPipe(path, LIMIT_BYTES)) {
            case LocalFiles.Content.Text(String text) -> text;
            case LocalFiles.Content.TooLong _ ->
                throw new Refused(failure + ": the file is larger than " + LIMIT_BYTES + " bytes");
            case LocalFiles.Content.Unreadable(boolean _, String reason) -> throw new Refused(failure + ": " + reason);
        };
    }
}
