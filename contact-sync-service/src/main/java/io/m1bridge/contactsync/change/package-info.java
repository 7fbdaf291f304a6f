/** What comes from the CRM: reading a change event and checking it before it can cost a call. */
@NullMarked
package io.m1bridge.contactsync.change;

import org.jspecify.annotations.NullMarked;
