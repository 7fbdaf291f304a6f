/** From the rows of a source to contacts, as a mapping file says. {@link Mapping} is the start. */
@NullMarked
package io.m1bridge.contactsync.mapping;

import org.jspecify.annotations.NullMarked;
