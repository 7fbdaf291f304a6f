package io.m1bridge.m1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Our own name of an M1 account, as declared in the configuration; not M1's numeric {@code
 * accountId}. Never secret: it stands in topics, logs and metrics.
 *
 * @param value 1 to 63 of {@code a-z 0-9 -}, beginning with a letter or digit, so that it fits a
 *     Kubernetes name
 */
public record AccountId(@JsonValue String value) {

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AccountId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "An account id has 1 to 63 characters of a-z, 0-9 and '-' and begins with a letter or digit");
    }
  }

  /** Whether the text can be an account id; lets an edge refuse bad input without an exception. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
