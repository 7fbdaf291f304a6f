/** What is known in memory of one account: permits, pauses, problems. */
@NullMarked
package io.m1bridge.contactsync.account;

import org.jspecify.annotations.NullMarked;
