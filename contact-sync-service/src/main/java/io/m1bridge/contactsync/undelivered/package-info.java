/** What is accepted and not in M1, and why: the topic {@code contact-sync.undelivered}. */
@NullMarked
package io.m1bridge.contactsync.undelivered;

import org.jspecify.annotations.NullMarked;
