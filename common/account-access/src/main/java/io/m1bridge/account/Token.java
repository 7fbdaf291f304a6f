package io.m1bridge.account;

import io.m1bridge.m1.AccessToken;
import java.time.Instant;

/**
 * A token as handed out.
 *
 * @param fingerprint names it in a report
 * @param incarnation of the account; a new one means that what is known about the old does not
 *     apply
 */
public record Token(
    AccessToken accessToken, String fingerprint, Instant expiresAt, int incarnation) {}
