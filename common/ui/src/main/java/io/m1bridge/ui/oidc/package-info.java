/**
 * OpenID Connect as a relying party: authorization code flow with PKCE, and who may enter. Knows
 * nothing of pages or cookies. Start with {@link OidcFlow}.
 */
@NullMarked
package io.m1bridge.ui.oidc;

import org.jspecify.annotations.NullMarked;
