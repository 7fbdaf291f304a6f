/** Whether M1's contacts have the fields that mappings write. */
@NullMarked
package io.m1bridge.contactsync.field;

import org.jspecify.annotations.NullMarked;
