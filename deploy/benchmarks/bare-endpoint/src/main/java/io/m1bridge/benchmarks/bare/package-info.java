/** A bare authenticated endpoint: what the framework costs by itself. */
@NullMarked
package io.m1bridge.benchmarks.bare;

import org.jspecify.annotations.NullMarked;
