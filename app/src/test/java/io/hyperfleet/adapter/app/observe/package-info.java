@NullMarked
package io.hyperfleet.adapter.app.observe;

import org.jspecify.annotations.NullMarked;
