package io.hyperfleet.adapter.maestro;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import io.hyperfleet.adapter.tls.BearerTokenFile;
import io.hyperfleet.adapter.tls.OrdinaryFile;
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

    @Override
    public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
        executor.execute(() -> {
            try {
                Metadata headers = new Metadata();
                headers.put(AUTHORIZATION, "Bearer " + BearerTokenFile.read(file));
                applier.apply(headers);
            } catch (OrdinaryFile.UnreadableException e) {
                applier.fail(Status.UNAUTHENTICATED.withDescription(e.getMessage()));
            }
        });
    }
}
