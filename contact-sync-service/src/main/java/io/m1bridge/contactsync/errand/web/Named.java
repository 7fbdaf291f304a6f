package io.m1bridge.contactsync.errand.web;

import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person names: M1 has it, has it not, or has several. */
final class Named {

  private static final int LONGEST = 200;

  private Named() {}

  /**
   * A name that M1 can be given.
   *
   * @throws ProblemException 400 if there is none, or it is none
   */
  static String checked(String field, @Nullable String name) {
    String text = name == null ? "" : name.strip();
    boolean odd = text.chars().anyMatch(Character::isISOControl);
    if (text.isEmpty() || odd || text.codePointCount(0, text.length()) > LONGEST) {
      throw Problem.of(400, "name-unusable", "A name is missing, or cannot be one")
          .withDetail("The field `" + field + "` has 1 to " + LONGEST + " visible characters")
          .toException();
    }
    return text;
  }

  static ProblemException exists(String kind, String name) {
    return Problem.of(409, "exists", "M1 has a " + kind + " of that name")
        .withDetail("\"" + name + "\" is there")
        .withAdvice("Use that one, or another name")
        .toException();
  }

  static ProblemException missing(String kind, String name) {
    return Problem.of(404, "not-at-m1", "M1 lists no such " + kind)
        .withDetail("\"" + name + "\", with that id if one was given, is not there")
        .withAdvice("Look at what M1 lists: its lists may lag by seconds")
        .toException();
  }

  static ProblemException several(String kind, String name, List<Long> ids) {
    return Problem.of(409, "several", "M1 has several " + kind + " of that name")
        .withDetail(
            "\""
                + name
                + "\" has the ids "
                + ids.stream().map(String::valueOf).collect(Collectors.joining(", ")))
        .withAdvice("Give the id too")
        .toException();
  }
}
