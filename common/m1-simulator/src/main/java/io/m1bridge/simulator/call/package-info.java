/** The M1 calls themselves: token, plan, metering, effect, answer. */
@NullMarked
package io.m1bridge.simulator.call;

import org.jspecify.annotations.NullMarked;
