/**
 * Who may see the pages: a token printed at start, exchanged for a signed cookie. Start with {@link
 * UiGuard}.
 */
@NullMarked
package io.m1bridge.ui.signin;

import org.jspecify.annotations.NullMarked;
