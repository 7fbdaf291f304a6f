/** A person is forgotten: the order, how far it is, and what keeps the topics' segments short. */
@NullMarked
package io.m1bridge.contactsync.forget;

import org.jspecify.annotations.NullMarked;
