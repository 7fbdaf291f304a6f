/** Contacts, their queue and the index of their addresses: what always changes together. */
@NullMarked
package io.m1bridge.contactsync.store;

import org.jspecify.annotations.NullMarked;
