/**
 * The call budget: how many calls a holder may begin now. Read {@link
 * io.m1bridge.token.permit.AccountBudget} first.
 */
@NullMarked
package io.m1bridge.token.permit;

import org.jspecify.annotations.NullMarked;
