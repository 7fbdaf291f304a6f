/** M1 accounts: plan, limits, and the record of every call made. */
@NullMarked
package io.m1bridge.simulator.account;

import org.jspecify.annotations.NullMarked;
