/** What the service shows: numbers, queues, and where a contact is. */
@NullMarked
package io.m1bridge.contactsync.web;

import org.jspecify.annotations.NullMarked;
