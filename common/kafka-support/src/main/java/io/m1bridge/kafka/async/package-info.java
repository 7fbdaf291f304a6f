/** Calls from a Streams task that do not block it. */
@NullMarked
package io.m1bridge.kafka.async;

import org.jspecify.annotations.NullMarked;
