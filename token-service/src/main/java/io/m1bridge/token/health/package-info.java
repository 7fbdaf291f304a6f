/** Health and metrics. */
@NullMarked
package io.m1bridge.token.health;

import org.jspecify.annotations.NullMarked;
