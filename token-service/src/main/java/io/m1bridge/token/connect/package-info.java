/** The browser's way through M1's consent page. */
@NullMarked
package io.m1bridge.token.connect;

import org.jspecify.annotations.NullMarked;
