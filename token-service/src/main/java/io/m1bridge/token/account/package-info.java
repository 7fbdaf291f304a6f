/** What is done to accounts, by their owner. */
@NullMarked
package io.m1bridge.token.account;

import org.jspecify.annotations.NullMarked;
