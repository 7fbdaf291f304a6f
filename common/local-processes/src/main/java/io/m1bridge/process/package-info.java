/**
 * A real Kafka and our services as child processes: start, ready, SIGKILL, SIGSTOP, logs, nothing
 * left behind.
 */
@NullMarked
package io.m1bridge.process;

import org.jspecify.annotations.NullMarked;
