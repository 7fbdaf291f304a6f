/** REST v1. */
@NullMarked
package io.m1bridge.token.api;

import org.jspecify.annotations.NullMarked;
