package io.hyperfleet.adapter.maestro;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import io.hyperfleet.adapter.tls.Pem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/** Adds the token of a file to each call, over encrypted connections only; the file is read each time. */
final class BearerToken extends CallCredentials {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Path file;

    BearerToken(Path file) {
        this.file = file;
    }

    static String of(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).strip();
    }

    @Override
    public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
        executor.execute(() -> {
            try {
                Metadata headers = new Metadata();
                headers.put(AUTHORIZATION, "Bearer " + of(Pem.read(file).content()));
                applier.apply(headers);
            } catch (Pem.UnusableException e) {
                applier.fail(Status.UNAUTHENTICATED.withDescription(e.getMessage()));
            }
        });
    }
}
