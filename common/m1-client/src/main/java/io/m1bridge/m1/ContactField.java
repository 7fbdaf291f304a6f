package io.m1bridge.m1;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The fields that every M1 contact has, under one canonical name each. How a call spells and
 * encodes them is the client's business (M1 page, "Field names and value forms differ by call").
 */
public enum ContactField {
  FULL_NAME("fullName"),
  GENDER("gender"),
  BIRTHDAY("birthday"),
  COMPANY_NAME("companyName"),
  JOB_TITLE("jobTitle"),
  EMAIL("email"),
  WORK_PHONE("workPhone"),
  MOBILE_PHONE("mobilePhone"),
  WEBSITE("website"),
  FAX("fax"),
  COUNTRY("country"),
  PROVINCE("province"),
  CITY("city"),
  ADDRESS("address"),
  POST_CODE("postCode"),
  QQ("qq"),
  WEIBO("weibo"),
  WEIXIN("weixin"),
  NOTES("notes");

  /**
   * The years of birthdays. Java's {@code Date}, in whose form an edit takes them, counts in the
   * Julian calendar before 1583 and has no fifth digit.
   */
  private static final int FIRST_YEAR = 1583;

  private static final int LAST_YEAR = 9999;

  private final String key;

  ContactField(String key) {
    this.key = key;
  }

  /** The name in our own contracts, as in {@code crm.contact.upserted.v1}. */
  public String key() {
    return key;
  }

  /**
   * Why M1 cannot be sent this text for the field; empty if it can. What passes here is encoded
   * without fail, in every call; so the check belongs where contacts come in.
   *
   * @param text canonical, as in {@link Contact#fields()}; an empty one clears and always passes
   * @return what is wrong, to be put behind the field's name; quotes nothing
   */
  public Optional<String> problem(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (this) {
      case GENDER ->
          text.equals("male") || text.equals("female")
              ? Optional.empty()
              : Optional.of("is neither 'male' nor 'female'");
      case BIRTHDAY -> birthdayProblem(text);
      default -> Optional.empty();
    };
  }

  private static Optional<String> birthdayProblem(String text) {
    try {
      int year = LocalDate.parse(text).getYear();
      return year >= FIRST_YEAR && year <= LAST_YEAR
          ? Optional.empty()
          : Optional.of("is not in the years " + FIRST_YEAR + " to " + LAST_YEAR);
    } catch (DateTimeException e) {
      // Its message quotes the text.
      return Optional.of("is not an ISO date such as 1990-05-10");
    }
  }
}
