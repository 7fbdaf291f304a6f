package io.m1bridge.m1;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A failure code of M1's page, or one that the page does not list.
 *
 * @param value {@code E} and five digits
 */
public record M1Code(String value) {

  /** First, for the codes below are checked against it. */
  private static final Pattern FORM = Pattern.compile("E\\d{5}");

  public static final M1Code SERVER_ERROR = new M1Code("E10001");
  public static final M1Code INVALID_TOKEN = new M1Code("E10101");
  public static final M1Code NO_PERMISSION = new M1Code("E10102");
  public static final M1Code PARAMETER_MISSING = new M1Code("E10103");
  public static final M1Code HOURLY_LIMIT = new M1Code("E10104");
  public static final M1Code TOO_MANY_ROWS = new M1Code("E00005");

  private static final Set<String> LISTED =
      Set.of(
          "E10001", "E10101", "E10102", "E10103", "E10104", "E00001", "E00002", "E00003", "E00004",
          "E00005");

  public M1Code {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("A code of M1 is E and five digits");
    }
  }

  /** E00001 to E00004: the account holds as many contacts as its plan allows. */
  public boolean isContactLimit() {
    return value.compareTo("E00001") >= 0 && value.compareTo("E00004") <= 0;
  }

  /** Whether M1's page lists it. */
  public boolean isListed() {
    return LISTED.contains(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
