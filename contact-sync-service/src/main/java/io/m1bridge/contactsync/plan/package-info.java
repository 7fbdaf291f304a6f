/** Which call is worth the next permit, and when it may leave. */
@NullMarked
package io.m1bridge.contactsync.plan;

import org.jspecify.annotations.NullMarked;
