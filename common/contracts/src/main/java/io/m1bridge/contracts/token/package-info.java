/** Bodies of token-service's REST interface {@code v1} that its callers share. */
@NullMarked
package io.m1bridge.contracts.token;

import org.jspecify.annotations.NullMarked;
