package io.m1bridge.ui.oidc;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who may enter.
 *
 * @param subjects values of {@code subjectClaim}, or {@link #EVERYBODY}
 * @param groupsClaim dots lead into nested claims
 */
record Allowed(String subjectClaim, Set<String> subjects, String groupsClaim, Set<String> groups) {

  static final String EVERYBODY = "*";

  /**
   * @param claims of an id token that was verified
   */
  boolean admits(Map<String, Object> claims) {
    return subjects.contains(EVERYBODY)
        || (claims.get(subjectClaim) instanceof String subject
            && !isUnverifiedEmail(claims)
            && subjects.contains(subject))
        || holdsAllowed(find(claims));
  }

  /** The same for the same rules, whatever order they were written in. */
  String canonical() {
    return subjectClaim + new TreeSet<>(subjects) + "|" + groupsClaim + new TreeSet<>(groups);
  }

  /** At many issuers people choose the address themselves until it is verified. */
  private boolean isUnverifiedEmail(Map<String, Object> claims) {
    return subjectClaim.equals("email") && !Boolean.TRUE.equals(claims.get("email_verified"));
  }

  /** A claim's own name may have dots in it (a URL, say): that goes first. */
  private @Nullable Object find(Map<String, Object> claims) {
    if (claims.containsKey(groupsClaim)) {
      return claims.get(groupsClaim);
    }
    Object at = claims;
    for (String step : groupsClaim.split("\\.")) {
      at = at instanceof Map<?, ?> inner ? inner.get(step) : null;
    }
    return at;
  }

  private boolean holdsAllowed(@Nullable Object found) {
    return found instanceof Collection<?> several
        ? several.stream().anyMatch(groups::contains)
        : found instanceof String one && groups.contains(one);
  }
}
