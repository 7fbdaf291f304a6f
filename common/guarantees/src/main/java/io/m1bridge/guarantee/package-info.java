/** What is promised, as checks that tests and {@code ./run --once} share. */
@NullMarked
package io.m1bridge.guarantee;

import org.jspecify.annotations.NullMarked;
