/** Trying a mapping without Kafka or M1: {@code --try-mapping}. */
@NullMarked
package io.m1bridge.contactsync.trial;

import org.jspecify.annotations.NullMarked;
