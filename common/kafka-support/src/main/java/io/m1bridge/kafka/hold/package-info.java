/** Records that wait in Kafka until what they need to be read is there. */
@NullMarked
package io.m1bridge.kafka.hold;

import org.jspecify.annotations.NullMarked;
