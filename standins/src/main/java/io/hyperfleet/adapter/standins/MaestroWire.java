package io.hyperfleet.adapter.standins;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.hyperfleet.adapter.standins.MaestroEvent.Attribute;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maestro's gRPC messages, read and written field by field. Not generated, so that a mistake in the program's own
 * description of the protocol shows when the two talk to each other.
 */
final class MaestroWire {

    private static final String SERVICE = "io.cloudevents.v1.CloudEventService";

    /** The only field of a PublishRequest: its event. */
    private static final int REQUEST_EVENT = 1;

    private static final int SUBSCRIPTION_SOURCE = 1;

    private static final int EVENT_ID = 1;
    private static final int EVENT_SOURCE = 2;
    private static final int EVENT_SPEC_VERSION = 3;
    private static final int EVENT_TYPE = 4;
    private static final int EVENT_ATTRIBUTES = 5;
    private static final int EVENT_BINARY_DATA = 6;

    private static final int KEY = 1;
    private static final int VALUE = 2;

    private static final int VALUE_INTEGER = 2;
    private static final int VALUE_STRING = 3;
    private static final int VALUE_TIMESTAMP = 7;

    private static final int SECONDS = 1;
    private static final int NANOS = 2;

    /** The answer to Publish. */
    record Empty() {}

    /** Who wants to hear of its works. */
    record Subscription(String source) {}

    static final MethodDescriptor<MaestroEvent, Empty> PUBLISH = MethodDescriptor.<MaestroEvent, Empty>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Publish"))
            .setRequestMarshaller(marshaller(MaestroWire::writeRequest, MaestroWire::readRequest))
            .setResponseMarshaller(marshaller((empty, out) -> {}, in -> new Empty()))
            .build();

    static final MethodDescriptor<Subscription, MaestroEvent> SUBSCRIBE =
            MethodDescriptor.<Subscription, MaestroEvent>newBuilder()
                    .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                    .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Subscribe"))
                    .setRequestMarshaller(marshaller(
                            (subscription, out) -> out.writeString(SUBSCRIPTION_SOURCE, subscription.source()),
                            MaestroWire::readSubscription))
                    .setResponseMarshaller(marshaller(MaestroWire::writeEvent, MaestroWire::readEvent))
                    .build();

    private MaestroWire() {}

    /** The event of a PublishRequest. */
    static MaestroEvent readRequest(CodedInputStream in) throws IOException {
        MaestroEvent event = new MaestroEvent("", "", "", "", Map.of(), null);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == REQUEST_EVENT) {
                event = readEvent(CodedInputStream.newInstance(in.readByteArray()));
            } else {
                in.skipField(tag);
            }
        }
        return event;
    }

    static MaestroEvent readEvent(CodedInputStream in) throws IOException {
        String[] fixed = {"", "", "", ""};
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        @Nullable String data = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            switch (field) {
                case EVENT_ID, EVENT_SOURCE, EVENT_SPEC_VERSION, EVENT_TYPE ->
                    fixed[field - EVENT_ID] = in.readStringRequireUtf8();
                case EVENT_ATTRIBUTES -> readAttribute(CodedInputStream.newInstance(in.readByteArray()), attributes);
                case EVENT_BINARY_DATA -> data = new String(in.readByteArray(), StandardCharsets.UTF_8);
                default -> in.skipField(tag);
            }
        }
        return new MaestroEvent(fixed[0], fixed[1], fixed[2], fixed[3], attributes, data);
    }

    static void writeRequest(MaestroEvent event, CodedOutputStream out) throws IOException {
        out.writeByteArray(REQUEST_EVENT, bytes(event, MaestroWire::writeEvent));
    }

    static void writeEvent(MaestroEvent event, CodedOutputStream out) throws IOException {
        out.writeString(EVENT_ID, event.id());
        if (!event.source().isEmpty()) {
            out.writeString(EVENT_SOURCE, event.source());
        }
        out.writeString(EVENT_SPEC_VERSION, event.specVersion());
        out.writeString(EVENT_TYPE, event.type());
        for (Map.Entry<String, Attribute> attribute : event.attributes().entrySet()) {
            out.writeByteArray(EVENT_ATTRIBUTES, bytes(attribute, MaestroWire::writeAttribute));
        }
        String data = event.data();
        if (data != null) {
            out.writeString(EVENT_BINARY_DATA, data);
        }
    }

    private static Subscription readSubscription(CodedInputStream in) throws IOException {
        String source = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == SUBSCRIPTION_SOURCE) {
                source = in.readStringRequireUtf8();
            } else {
                in.skipField(tag);
            }
        }
        return new Subscription(source);
    }

    private static void readAttribute(CodedInputStream in, Map<String, Attribute> attributes) throws IOException {
        String key = "";
        Attribute value = new Attribute.Other(0);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case KEY -> key = in.readStringRequireUtf8();
                case VALUE -> value = readValue(CodedInputStream.newInstance(in.readByteArray()));
                default -> in.skipField(tag);
            }
        }
        attributes.put(key, value);
    }

    private static Attribute readValue(CodedInputStream in) throws IOException {
        Attribute value = new Attribute.Other(0);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            switch (field) {
                case VALUE_INTEGER -> value = new Attribute.Whole(in.readInt32());
                case VALUE_STRING -> value = new Attribute.Text(in.readStringRequireUtf8());
                case VALUE_TIMESTAMP ->
                    value = new Attribute.Time(readTime(CodedInputStream.newInstance(in.readByteArray())));
                default -> {
                    value = new Attribute.Other(field);
                    in.skipField(tag);
                }
            }
        }
        return value;
    }

    private static Instant readTime(CodedInputStream in) throws IOException {
        long seconds = 0;
        int nanos = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case SECONDS -> seconds = in.readInt64();
                case NANOS -> nanos = in.readInt32();
                default -> in.skipField(tag);
            }
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static void writeAttribute(Map.Entry<String, Attribute> attribute, CodedOutputStream out)
            throws IOException {
        out.writeString(KEY, attribute.getKey());
        out.writeByteArray(VALUE, bytes(attribute.getValue(), MaestroWire::writeValue));
    }

    private static void writeValue(Attribute value, CodedOutputStream out) throws IOException {
        switch (value) {
            case Attribute.Text(String text) -> out.writeString(VALUE_STRING, text);
            case Attribute.Whole(int number) -> out.writeInt32(VALUE_INTEGER, number);
            case Attribute.Time(Instant time) ->
                out.writeByteArray(VALUE_TIMESTAMP, bytes(time, MaestroWire::writeTime));
            case Attribute.Other(int field) ->
                throw new IllegalArgumentException("attributes of kind " + field + " are never sent");
        }
    }

    private static void writeTime(Instant time, CodedOutputStream out) throws IOException {
        out.writeInt64(SECONDS, time.getEpochSecond());
        out.writeInt32(NANOS, time.getNano());
    }

    interface Writer<T> {
        void write(T message, CodedOutputStream out) throws IOException;
    }

    private interface Reader<T> {
        T read(CodedInputStream in) throws IOException;
    }

    static <T> byte[] bytes(T message, Writer<T> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            writer.write(message, out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static <T> MethodDescriptor.Marshaller<T> marshaller(Writer<T> writer, Reader<T> reader) {
        return new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(T message) {
                return new ByteArrayInputStream(bytes(message, writer));
            }

            @Override
            public T parse(InputStream stream) {
                try {
                    return reader.read(CodedInputStream.newInstance(stream.readAllBytes()));
                } catch (IOException e) {
                    throw Status.INTERNAL
                            .withDescription("unreadable message")
                            .withCause(e)
                            .asRuntimeException();
                }
            }
        };
    }
}
