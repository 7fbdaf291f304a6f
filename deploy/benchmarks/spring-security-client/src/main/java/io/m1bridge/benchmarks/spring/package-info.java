/**
 * Spring Security's authorized-client manager as its reference uses it, driven by the benchmark.
 */
@NullMarked
package io.m1bridge.benchmarks.spring;

import org.jspecify.annotations.NullMarked;
