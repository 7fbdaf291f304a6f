/** What would be sent for accounts that are tried dry; nothing of it is written or sent. */
@NullMarked
package io.m1bridge.contactsync.dryrun;

import org.jspecify.annotations.NullMarked;
