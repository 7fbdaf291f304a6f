/**
 * Reading campaigns so that every row is published exactly once. Plain Java: no Kafka, no Quarkus.
 *
 * <p>Read {@link io.m1bridge.edm.poll.PollSession} first (which page next, what is new, when done),
 * then {@link io.m1bridge.edm.poll.AccountPoller} (which campaign next, under the permits there
 * are).
 */
@NullMarked
package io.m1bridge.edm.poll;

import org.jspecify.annotations.NullMarked;
