/** Time that stands still until a test moves it. */
@NullMarked
package io.m1bridge.testkit.time;

import org.jspecify.annotations.NullMarked;
