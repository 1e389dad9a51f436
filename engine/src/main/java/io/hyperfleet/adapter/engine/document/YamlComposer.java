package io.hyperfleet.adapter.engine.document;

import io.hyperfleet.adapter.engine.document.ScalarTypes.Typed;
import io.hyperfleet.gotemplate.GoFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Makes nodes of the events of a YAML parser: anchors, merge keys, types, limits. Used once. */
final class YamlComposer {

    static final int MAXIMUM_DEPTH = 200;

    private static final String TAG_PREFIX = "tag:yaml.org,2002:";

    private final String file;
    private final SourceText source;
    private final ParserImpl parser;
    private final List<Problem> repeatedKeys = new ArrayList<>();
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final Set<String> openAnchors = new HashSet<>();
    private final AliasBudget budget = new AliasBudget();
    private int depth;
    private @Nullable YamlSyntaxException firstMisuse;

    /** @param size the number of nodes it comes to with its aliases written out */
    private record Anchored(Node node, double size) {}

    YamlComposer(String file, SourceText source) {
        this.file = file;
        this.source = source;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(Yaml.MAXIMUM_BYTES + 1)
                .build();
        parser = new ParserImpl(settings, new StreamReader(settings, source.text()));
    }

    /**
     * The first document; empty when the text holds none.
     *
     * @throws YamlEngineException for what the parser refuses
     * @throws YamlSyntaxException for what yaml.v3 would refuse
     */
    Optional<Node> compose() throws YamlSyntaxException {
        skip(Event.ID.StreamStart);
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return Optional.empty();
        }
        skip(Event.ID.DocumentStart);
        Node root = node();
        skip(Event.ID.DocumentEnd);
        if (firstMisuse != null) {
            throw firstMisuse;
        }
        return Optional.of(root);
    }

    /** The keys that {@link #compose} met twice in one map. */
    List<Problem> repeatedKeys() {
        return repeatedKeys;
    }

    private void skip(Event.ID expected) {
        Event event = parser.next();
        if (event.getEventId() != expected) {
            throw new IllegalStateException("the YAML parser sent " + event + " instead of " + expected);
        }
    }

    private Node node() throws YamlSyntaxException {
        Event event = parser.next();
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        NodeEvent start = (NodeEvent) event;
        String anchor = start.getAnchor().map(Anchor::getValue).orElse(null);
        double before = budget.nodes();
        budget.node();
        if (anchor != null) {
            openAnchors.add(anchor);
        }
        Node node = start instanceof ScalarEvent scalar ? scalar(scalar) : collection((CollectionStartEvent) start);
        if (anchor != null) {
            openAnchors.remove(anchor);
            anchors.put(anchor, new Anchored(node, budget.nodes() - before));
        }
        return node;
    }

    private Node alias(AliasEvent event) throws YamlSyntaxException {
        String name = event.getAlias().getValue();
        if (openAnchors.contains(name)) {
            throw YamlErrors.at(place(event), "anchor '" + name + "' value contains itself");
        }
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw YamlErrors.at(place(event), "unknown anchor '" + name + "' referenced");
        }
        if (!budget.alias(anchored.size())) {
            throw YamlErrors.at(place(event), "document contains excessive aliasing");
        }
        return anchored.node();
    }

    private Node scalar(ScalarEvent event) throws YamlSyntaxException {
        int start = source.skipProperties(mark(event).getIndex());
        Place place = source.placeOf(file, start);
        Typed typed = typed(event, place);
        if (event.isDQuoted() && source.hasForeignEscape(start, endIndex(event))) {
            throw YamlErrors.at(place, "found unknown escape character");
        }
        boolean block = event.isLiteral() || event.isFolded();
        OptionalInt tab = block ? source.tabForIndentation(start) : OptionalInt.empty();
        if (tab.isPresent()) {
            throw YamlErrors.at(
                    source.placeOf(file, tab.getAsInt()),
                    "found a tab character where an indentation space is expected");
        }
        ScalarSource scalarSource = new ScalarSource(source, start, event.getScalarStyle());
        boolean plain = event.isPlain() && event.getTag().isEmpty();
        return new YamlScalar(place, event.getValue(), typed.tag(), typed.value(), plain, scalarSource);
    }

    private Typed typed(ScalarEvent event, Place place) {
        String text = event.getValue();
        String tag = event.getTag().map(YamlComposer::shortTag).orElse("!");
        if (tag.equals("!")) {
            return event.isPlain() ? ScalarTypes.ofPlain(text) : new Typed(ScalarTypes.TEXT, text);
        }
        if (tag.equals(ScalarTypes.BINARY)) {
            return binary(text, place);
        }
        Optional<Typed> typed = ScalarTypes.ofTagged(tag, text);
        if (typed.isEmpty()) {
            Typed actual = ScalarTypes.ofPlain(text);
            misuse(YamlErrors.at(place, "cannot decode " + actual.tag() + " `" + text + "` as a " + tag));
            return actual;
        }
        return typed.get();
    }

    private Typed binary(String text, Place place) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.replaceAll("[\r\n]", ""));
            return new Typed(ScalarTypes.BINARY, new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            misuse(YamlErrors.at(place, "!!binary value contains invalid base64 data"));
            return new Typed(ScalarTypes.TEXT, text);
        }
    }

    private static String shortTag(String tag) {
        return tag.startsWith(TAG_PREFIX) ? "!!" + tag.substring(TAG_PREFIX.length()) : tag;
    }

    private Node collection(CollectionStartEvent event) throws YamlSyntaxException {
        Place place = source.placeOf(file, source.skipProperties(mark(event).getIndex()));
        if (++depth > MAXIMUM_DEPTH) {
            throw YamlErrors.at(place, "exceeded max depth of " + MAXIMUM_DEPTH);
        }
        Node node = event instanceof MappingStartEvent ? mapping(place) : sequence(place);
        depth--;
        return node;
    }

    private Node sequence(Place place) throws YamlSyntaxException {
        List<Node> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node());
        }
        skip(Event.ID.SequenceEnd);
        return YamlSequence.of(place, items);
    }

    private Node mapping(Place place) throws YamlSyntaxException {
        Map<String, Node> firstKeys = new HashMap<>();
        Map<@Nullable Object, Node.Entry> entries = new LinkedHashMap<>();
        List<Node> merged = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            boolean mergeKey = parser.peekEvent() instanceof ScalarEvent key && isMergeKey(key);
            Node key = node();
            Node value = node();
            String text = key instanceof Node.Scalar scalar ? scalar.text() : key.tag();
            Node first = firstKeys.putIfAbsent(text, key);
            if (first != null) {
                repeatedKeys.add(YamlErrors.repeatedKey(first, key, text));
            } else if (mergeKey) {
                merged.addAll(mergeSources(value));
            } else {
                checkHashable(key);
                entries.putIfAbsent(key.value(), new Node.Entry(key, value));
            }
        }
        skip(Event.ID.MappingEnd);
        for (Node origin : merged) {
            ((Node.Mapping) origin)
                    .entries()
                    .forEach(entry -> entries.putIfAbsent(entry.key().value(), entry));
        }
        return YamlMapping.of(place, List.copyOf(entries.values()));
    }

    private static boolean isMergeKey(ScalarEvent event) {
        return event.isPlain()
                && event.getValue().equals("<<")
                && event.getTag().isEmpty();
    }

    /** The maps whose entries a merge key adds; of a list of maps the earlier ones win. */
    private List<Node> mergeSources(Node value) {
        List<Node> sources = value instanceof Node.Sequence sequence ? sequence.items() : List.of(value);
        if (!sources.stream().allMatch(Node.Mapping.class::isInstance)) {
            misuse(YamlErrors.at(value.place(), "map merge requires map or sequence of maps as the value"));
            return List.of();
        }
        return sources;
    }

    private void checkHashable(Node key) {
        if (!(key instanceof Node.Scalar)) {
            misuse(YamlErrors.mapAsKey(key.place(), "invalid map key: " + GoFormat.sprintf("%#v", key.value())));
        }
    }

    /** Remembers what is well-formed but means nothing. It is told only if the rest of the text is well-formed too. */
    private void misuse(YamlSyntaxException mistake) {
        firstMisuse = firstMisuse == null ? mistake : firstMisuse;
    }

    private Place place(Event event) {
        return source.placeOf(file, mark(event).getIndex());
    }

    private static int endIndex(Event event) {
        return event.getEndMark().map(Mark::getIndex).orElse(0);
    }

    private static Mark mark(Event event) {
        return event.getStartMark().orElseThrow();
    }
}
