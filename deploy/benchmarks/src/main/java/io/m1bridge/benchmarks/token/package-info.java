/** Measurements of token-service. */
@NullMarked
package io.m1bridge.benchmarks.token;

import org.jspecify.annotations.NullMarked;
