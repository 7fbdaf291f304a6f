/**
 * The client side of token-service: the current token and the permits. Read {@link
 * io.m1bridge.account.AccountAccess} first.
 */
@NullMarked
package io.m1bridge.account;

import org.jspecify.annotations.NullMarked;
