/** Records that cannot be processed, kept with the reason and what a person can do. */
@NullMarked
package io.m1bridge.kafka.deadletter;

import org.jspecify.annotations.NullMarked;
