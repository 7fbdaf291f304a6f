/** Calls on record before they are made, and how they end. */
@NullMarked
package io.m1bridge.contactsync.call;

import org.jspecify.annotations.NullMarked;
