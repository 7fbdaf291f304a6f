/**
 * Every call of M1, typed. Start with {@link io.m1bridge.m1.M1Port}: one narrow port; calls are
 * data ({@link io.m1bridge.m1.M1Call}), so are their ends ({@link io.m1bridge.m1.M1Outcome});
 * whatever surrounds a call is a decorator.
 */
@NullMarked
package io.m1bridge.m1;

import org.jspecify.annotations.NullMarked;
