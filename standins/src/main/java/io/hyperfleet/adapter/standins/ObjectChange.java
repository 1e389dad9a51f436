package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something that happened to an object of the Kubernetes stand-in, as watchers see it. */
record ObjectChange(long version, Kind kind, ObjectKey key, ObjectNode object) {

    enum Kind {
        ADDED,
        MODIFIED,
        DELETED
    }
}
