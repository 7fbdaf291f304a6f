/** Measurements of edm-event-service. */
@NullMarked
package io.m1bridge.benchmarks.edm;

import org.jspecify.annotations.NullMarked;
