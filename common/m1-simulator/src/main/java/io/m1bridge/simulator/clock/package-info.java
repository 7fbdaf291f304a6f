/** M1's clock, which tests may move. */
@NullMarked
package io.m1bridge.simulator.clock;

import org.jspecify.annotations.NullMarked;
