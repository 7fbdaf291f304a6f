/** Errors that look the same in every service (RFC 9457). Start with {@link Problem}. */
@NullMarked
package io.m1bridge.ui.problem;

import org.jspecify.annotations.NullMarked;
