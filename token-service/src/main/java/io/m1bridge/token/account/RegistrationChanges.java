package io.m1bridge.token.account;

import io.m1bridge.token.state.Registration;
import java.util.ArrayList;
import java.util.List;

/** Says which fields of a declaration changed, for the audit: names only, never what they hold. */
final class RegistrationChanges {

  private RegistrationChanges() {}

  static String between(Registration old, Registration next) {
    List<String> fields = new ArrayList<>();
    note(fields, "client-id", old.clientId(), next.clientId());
    note(fields, "client-secrets", old.clientSecrets(), next.clientSecrets());
    note(fields, "plan", old.plan(), next.plan());
    note(fields, "calls-per-hour", old.callsPerHour(), next.callsPerHour());
    note(fields, "reserve", old.reserve(), next.reserve());
    note(fields, "redirect-uri", old.redirectUri(), next.redirectUri());
    note(fields, "declared-by", old.origin(), next.origin());
    return "changed: " + String.join(", ", fields);
  }

  private static void note(List<String> fields, String name, Object old, Object next) {
    if (!old.equals(next)) {
      fields.add(name);
    }
  }
}
