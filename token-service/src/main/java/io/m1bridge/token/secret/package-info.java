/** Keys and what they encrypt. */
@NullMarked
package io.m1bridge.token.secret;

import org.jspecify.annotations.NullMarked;
