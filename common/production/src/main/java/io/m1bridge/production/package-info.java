/** Settings that are fine on a laptop and wrong in production: found and judged at the start. */
@NullMarked
package io.m1bridge.production;

import org.jspecify.annotations.NullMarked;
