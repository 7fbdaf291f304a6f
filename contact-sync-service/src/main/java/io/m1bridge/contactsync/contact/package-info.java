/** What is known of one contact: what the CRM wants, what M1 has, and the work between the two. */
@NullMarked
package io.m1bridge.contactsync.contact;

import org.jspecify.annotations.NullMarked;
