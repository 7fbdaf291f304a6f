/** What a person was told and has not confirmed yet. */
@NullMarked
package io.m1bridge.contactsync.confirm;

import org.jspecify.annotations.NullMarked;
