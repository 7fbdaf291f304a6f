/** Guarantees under faults, over real processes and a real Kafka. */
@NullMarked
package io.m1bridge.systemtests;

import org.jspecify.annotations.NullMarked;
