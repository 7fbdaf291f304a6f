package io.m1bridge.simulator.oauth;

import org.jspecify.annotations.Nullable;

/** What a browser brings to {@code /authorize}. */
public record AuthorizeRequest(
    @Nullable String clientId,
    @Nullable String redirectUri,
    @Nullable String responseType,
    @Nullable String state) {}
