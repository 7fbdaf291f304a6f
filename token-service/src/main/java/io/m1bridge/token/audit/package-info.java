/** Who got tokens, counted. */
@NullMarked
package io.m1bridge.token.audit;

import org.jspecify.annotations.NullMarked;
