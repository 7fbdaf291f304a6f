/** Measurements over real processes, all started and reported in one way. */
@NullMarked
package io.m1bridge.benchmarks;

import org.jspecify.annotations.NullMarked;
