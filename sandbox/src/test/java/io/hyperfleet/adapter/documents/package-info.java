/** The documents, held against the program. */
@org.jspecify.annotations.NullMarked
package io.hyperfleet.adapter.documents;
