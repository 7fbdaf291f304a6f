package io.m1bridge.contactsync.replay.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contactsync.replay.LetterPage;
import io.m1bridge.contactsync.replay.LetterPage.ReasonCount;
import io.m1bridge.contactsync.replay.ListedLetter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the dead letters of an account, the newest first.
 *
 * @param letters those that are asked for
 * @param reasons how many of those that were looked at are for which reason, the most first; null
 *     where they were not to be counted
 * @param looked how many records of the topic, of all accounts, were looked at for this answer
 * @param lookedBackTo when the oldest of them was written; null if there was none
 * @param whole whether there is nothing behind what was looked at
 * @param ofNobody letters among what was looked at of which nobody can tell the account
 * @param next to be given as {@code before} for those that follow; null if there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LettersView(
    String account,
    List<ListedLetter> letters,
    @Nullable List<ReasonCount> reasons,
    long looked,
    @Nullable Instant lookedBackTo,
    boolean whole,
    long ofNobody,
    @Nullable String next) {

  public LettersView {
    letters = List.copyOf(letters);
    reasons = reasons == null ? null : List.copyOf(reasons);
  }

  static LettersView of(String account, LetterPage page) {
    return new LettersView(
        account,
        page.letters(),
        page.reasons(),
        page.looked(),
        page.lookedBackTo(),
        page.whole(),
        page.ofNobody(),
        page.next());
  }
}
