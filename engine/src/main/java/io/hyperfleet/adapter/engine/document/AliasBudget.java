package io.hyperfleet.adapter.engine.document;

/**
 * Counts what a document comes to when its aliases are written out. A small text can stand for billions of nodes; the
 * limits are those of Go's yaml.v3.
 */
final class AliasBudget {

    private static final double FREE_ALIASED = 100;
    private static final double FREE_NODES = 1_000;
    private static final double LOW_NODES = 400_000;
    private static final double HIGH_NODES = 4_000_000;
    private static final double LOW_RATIO = 0.99;
    private static final double HIGH_RATIO = 0.10;

    private double nodes;
    private double aliased;

    /** The number of nodes so far, aliases written out. */
    double nodes() {
        return nodes;
    }

    void node() {
        nodes++;
    }

    /** Counts an alias of that many nodes; false when the document has become too large by its aliases. */
    boolean alias(double size) {
        nodes += size + 1;
        aliased += size;
        return aliased <= FREE_ALIASED || nodes <= FREE_NODES || aliased / nodes <= allowedRatio();
    }

    private double allowedRatio() {
        if (nodes <= LOW_NODES) {
            return LOW_RATIO;
        }
        if (nodes >= HIGH_NODES) {
            return HIGH_RATIO;
        }
        return LOW_RATIO - (LOW_RATIO - HIGH_RATIO) * (nodes - LOW_NODES) / (HIGH_NODES - LOW_NODES);
    }
}
