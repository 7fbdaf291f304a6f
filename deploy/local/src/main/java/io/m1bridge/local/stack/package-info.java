/**
 * The processes of a run: what is started with which settings, who watches them, how they are
 * spoken to. Read {@link io.m1bridge.local.stack.Stack} first.
 */
@NullMarked
package io.m1bridge.local.stack;

import org.jspecify.annotations.NullMarked;
