/** token-service as a process, with a real Kafka and the simulator. */
@NullMarked
package io.m1bridge.token;

import org.jspecify.annotations.NullMarked;
