/** What becomes of changes, told to a tracing backend. */
@NullMarked
package io.m1bridge.contactsync.trace;

import org.jspecify.annotations.NullMarked;
