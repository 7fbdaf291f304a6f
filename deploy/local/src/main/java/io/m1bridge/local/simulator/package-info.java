/** The M1 simulator's control API: makes accounts and campaigns, tells the truth. */
@NullMarked
package io.m1bridge.local.simulator;

import org.jspecify.annotations.NullMarked;
