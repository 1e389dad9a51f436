@NullMarked
package io.hyperfleet.gotemplate;

import org.jspecify.annotations.NullMarked;
