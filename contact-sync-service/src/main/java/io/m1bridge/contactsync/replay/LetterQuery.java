package io.m1bridge.contactsync.replay;

import io.m1bridge.m1.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for among the dead letters, the newest first.
 *
 * @param account whose; null for those of which nobody can tell it
 * @param limit letters that are listed, at most
 * @param isCounted whether those behind them are looked at too, as far as that goes, and all are
 *     counted by their reasons
 * @param before to go on where another look has ended
 */
public record LetterQuery(
    @Nullable AccountId account,
    LetterFilter filter,
    int limit,
    boolean isCounted,
    LetterCursor before) {}
