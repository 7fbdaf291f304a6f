/** token-service: the Quarkus shell. Read {@link io.m1bridge.token.TokenService} first. */
@NullMarked
package io.m1bridge.token;

import org.jspecify.annotations.NullMarked;
