/** What Kafka's own clients may say in the log. */
@NullMarked
package io.m1bridge.kafka.log;

import org.jspecify.annotations.NullMarked;
