/** The pages: accounts, connect, confirm. */
@NullMarked
package io.m1bridge.token.page;

import org.jspecify.annotations.NullMarked;
