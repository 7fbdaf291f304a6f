package io.m1bridge.ui.signin;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where to go after signing in: a path of this service, or {@code /}. An allow-list of characters,
 * because browsers read {@code //host}, {@code /\host} and paths with tabs or line breaks as other
 * hosts.
 */
record ReturnPath(String value) {

  private static final Pattern OURS =
      Pattern.compile("/(?:[A-Za-z0-9\\-._~%!$&'()*+,;=:@?][A-Za-z0-9\\-._~%!$&'()*+,;=:@?/]*)?");
  private static final int MAX_LENGTH = 2_000;

  static final ReturnPath HOME = new ReturnPath("/");

  ReturnPath {
    if (value.length() > MAX_LENGTH || !OURS.matcher(value).matches()) {
      throw new IllegalArgumentException("not a path of this service");
    }
  }

  /** The path asked for, or home if it is none of ours or would lead back to signing in. */
  static ReturnPath of(@Nullable String asked) {
    return asked == null
            || asked.length() > MAX_LENGTH
            || !OURS.matcher(asked).matches()
            || asked.startsWith(UiGuard.SIGN_IN_PATH)
        ? HOME
        : new ReturnPath(asked);
  }
}
