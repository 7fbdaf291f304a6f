/** Confluent's parallel consumer as a sync of contacts. */
@NullMarked
package io.m1bridge.benchmarks.parallel;

import org.jspecify.annotations.NullMarked;
