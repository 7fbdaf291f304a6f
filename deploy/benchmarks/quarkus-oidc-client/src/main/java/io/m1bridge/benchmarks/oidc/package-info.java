/** Quarkus' OIDC client as its guide uses it, driven by the benchmark. */
@NullMarked
package io.m1bridge.benchmarks.oidc;

import org.jspecify.annotations.NullMarked;
