package io.m1bridge.contactsync.web;

import org.jspecify.annotations.Nullable;

/**
 * A price that is being made.
 *
 * @param price its id
 * @param next number of the row that is to be sent next
 */
public record PriceBegun(@Nullable String price, long next) {}
