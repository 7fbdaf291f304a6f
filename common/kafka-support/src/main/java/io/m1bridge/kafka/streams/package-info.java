/** How this project runs Kafka Streams: settings, start, stop, health. */
@NullMarked
package io.m1bridge.kafka.streams;

import org.jspecify.annotations.NullMarked;
