/**
 * Kafka and the simulator for tests: JUnit extensions and Quarkus test resources over {@code
 * local-processes}.
 */
@NullMarked
package io.m1bridge.testkit.process;

import org.jspecify.annotations.NullMarked;
