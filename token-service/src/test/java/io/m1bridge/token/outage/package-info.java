/** Many accounts, and a token endpoint that is in trouble, in virtual time. */
@NullMarked
package io.m1bridge.token.outage;

import org.jspecify.annotations.NullMarked;
