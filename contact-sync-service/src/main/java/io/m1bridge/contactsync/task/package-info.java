/**
 * The sync task: one Streams task that owns its accounts. Read {@link
 * io.m1bridge.contactsync.task.SyncProcessor} first.
 */
@NullMarked
package io.m1bridge.contactsync.task;

import org.jspecify.annotations.NullMarked;
