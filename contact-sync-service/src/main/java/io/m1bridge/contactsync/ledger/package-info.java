/** What the task remembers besides the contacts, in one store. */
@NullMarked
package io.m1bridge.contactsync.ledger;

import org.jspecify.annotations.NullMarked;
