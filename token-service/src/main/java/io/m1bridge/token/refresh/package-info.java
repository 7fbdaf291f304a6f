/** Keeping tokens fresh without ever spending a one-time refresh token twice. */
@NullMarked
package io.m1bridge.token.refresh;

import org.jspecify.annotations.NullMarked;
