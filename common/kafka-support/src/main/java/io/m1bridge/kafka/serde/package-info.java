/** Values as JSON. */
@NullMarked
package io.m1bridge.kafka.serde;

import org.jspecify.annotations.NullMarked;
