/**
 * Deletes by marked group: contacts whose ids M1 does not tell join a fresh group, the group is
 * listed, what it shows is deleted by id, and only the next listing that no longer shows it is
 * taken as proof. Cheaper ways, where they are open: by an id that is known, and with the group.
 */
@NullMarked
package io.m1bridge.contactsync.delete;

import org.jspecify.annotations.NullMarked;
