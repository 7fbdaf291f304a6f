/** Other replicas of the same service: which of them owns a partition, and calls to it. */
@NullMarked
package io.m1bridge.kafka.replica;

import org.jspecify.annotations.NullMarked;
