/** Everything that M1 lists, compared with what it acknowledged: what is missing, what differs. */
@NullMarked
package io.m1bridge.contactsync.reconcile;

import org.jspecify.annotations.NullMarked;
