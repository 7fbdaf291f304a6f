/** Adds and edits: dispatched as batches, completed row by row. */
@NullMarked
package io.m1bridge.contactsync.write;

import org.jspecify.annotations.NullMarked;
