/** How many calls each account used in the last hour, known at every replica. */
@NullMarked
package io.m1bridge.token.calls;

import org.jspecify.annotations.NullMarked;
