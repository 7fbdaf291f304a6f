/** Calls to M1 that a person asks for, made by the task that owns the account. */
@NullMarked
package io.m1bridge.contactsync.errand;

import org.jspecify.annotations.NullMarked;
