/**
 * What a new source or a changed mapping would cost, by rows that somebody sends; nothing of it is
 * written or sent. {@link PriceRun} is the start.
 */
@NullMarked
package io.m1bridge.contactsync.price;

import org.jspecify.annotations.NullMarked;
