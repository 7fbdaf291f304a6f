/** Who may do what for which account. */
@NullMarked
package io.m1bridge.token.caller;

import org.jspecify.annotations.NullMarked;
