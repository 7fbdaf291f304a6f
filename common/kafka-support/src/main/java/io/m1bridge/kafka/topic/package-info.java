/** Topics: created where that is allowed, else checked, with an answer that says what to do. */
@NullMarked
package io.m1bridge.kafka.topic;

import org.jspecify.annotations.NullMarked;
