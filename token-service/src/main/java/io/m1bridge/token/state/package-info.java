/** What is known about an account, as sealed states with their legal transitions. */
@NullMarked
package io.m1bridge.token.state;

import org.jspecify.annotations.NullMarked;
