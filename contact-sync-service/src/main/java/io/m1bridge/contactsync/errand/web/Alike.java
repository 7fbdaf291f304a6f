package io.m1bridge.contactsync.errand.web;

import io.m1bridge.contactsync.contact.Labels;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds groups or tags of a name. M1 looks for part of a name: the one that is meant may stand
 * behind a page of others, or in a row that cannot be read.
 *
 * @param kind what they are, for people
 * @param page M1's call for a page, from 1
 */
record Alike<T>(
    String kind,
    IntFunction<M1Call<M1Answers.Page<T>>> page,
    ToLongFunction<T> id,
    Function<T, String> name) {

  /** Each is a call of the hour. */
  private static final int MOST_PAGES = 4;

  static Alike<M1Answers.Group> groups(String name) {
    return new Alike<>(
        "groups",
        page -> new M1Call.ListGroups(page, M1Call.MAX_PAGE, Optional.of(name)),
        M1Answers.Group::id,
        M1Answers.Group::name);
  }

  static Alike<M1Answers.Tag> tags(String name) {
    return new Alike<>(
        "tags",
        page -> new M1Call.ListTags(page, M1Call.MAX_PAGE, Optional.of(name)),
        M1Answers.Tag::id,
        M1Answers.Tag::name);
  }

  /**
   * Those that have this name and, if one is given, this id.
   *
   * @throws ProblemException if M1's list does not tell whether there is one more
   */
  List<T> named(AtM1.Asking asking, String wanted, @Nullable Long wantedId) {
    Map<Long, T> seen = new LinkedHashMap<>();
    long shown = 0;
    int damaged = 0;
    for (int number = 1; number <= MOST_PAGES; number++) {
      M1Answers.Page<T> answer = asking.ask(page.apply(number));
      int before = seen.size();
      answer.rows().forEach(row -> seen.putIfAbsent(id.applyAsLong(row), row));
      damaged += answer.damaged().size();
      int received = answer.rows().size() + answer.damaged().size();
      shown += received;
      // Some give the last page again for one that they do not have.
      boolean again = seen.size() == before && answer.damaged().isEmpty();
      boolean isFound = wantedId != null && seen.containsKey(wantedId);
      boolean isAll = again || !ListAtM1.isMore(received, shown, ListAtM1.said(answer.total()));
      if (isAll && damaged > 0 && !isFound) {
        throw damaged(damaged);
      }
      if (isAll || isFound) {
        return seen.values().stream()
            .filter(row -> wantedId == null || id.applyAsLong(row) == wantedId)
            .filter(row -> Labels.comparable(name.apply(row)).equals(Labels.comparable(wanted)))
            .toList();
      }
    }
    throw Problem.of(409, "too-many-alike", "Too many " + kind + " of M1 have the name in theirs")
        .withDetail(shown + " were looked at, and there are more")
        .withAdvice("Give the id if one is meant that exists; to make one, do it at M1")
        .toException();
  }

  private ProblemException damaged(int rows) {
    return Problem.of(502, "m1-list-damaged", "M1's list of " + kind + " cannot be read whole")
        .withDetail(rows + " of its rows cannot")
        .withAdvice("Ask again in a minute; change it at M1 if it stays so")
        .toException();
  }
}
