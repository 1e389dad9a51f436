@NullMarked
package io.hyperfleet.adapter.app.files;

import org.jspecify.annotations.NullMarked;
