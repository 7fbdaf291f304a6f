/** A model of owners, group, callers and M1 in virtual time, around the real permit classes. */
@NullMarked
package io.m1bridge.token.world;

import org.jspecify.annotations.NullMarked;
