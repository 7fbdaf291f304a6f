/**
 * The poller as a Kafka Streams application: stores, sinks, and the processor that owns the
 * accounts of a partition. Read {@link io.m1bridge.edm.stream.EdmTopology} first.
 */
@NullMarked
package io.m1bridge.edm.stream;

import org.jspecify.annotations.NullMarked;
