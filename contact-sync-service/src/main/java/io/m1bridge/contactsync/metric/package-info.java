/** Metrics callbacks of the task, and their registry. */
@NullMarked
package io.m1bridge.contactsync.metric;

import org.jspecify.annotations.NullMarked;
