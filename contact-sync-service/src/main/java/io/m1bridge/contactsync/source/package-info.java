/**
 * Records of other forms than our own: Debezium's change events and plain rows, read by a mapping.
 * {@link Sources} is the start.
 */
@NullMarked
package io.m1bridge.contactsync.source;

import org.jspecify.annotations.NullMarked;
