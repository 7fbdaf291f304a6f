/** Addresses that are not to be mailed, and what they keep from being added. */
@NullMarked
package io.m1bridge.contactsync.consent;

import org.jspecify.annotations.NullMarked;
