/** Where a contact is: its way from the record of the CRM to M1's answer, told in steps. */
@NullMarked
package io.m1bridge.contactsync.where;

import org.jspecify.annotations.NullMarked;
