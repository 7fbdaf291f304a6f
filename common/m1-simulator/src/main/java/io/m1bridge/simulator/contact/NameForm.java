package io.m1bridge.simulator.contact;

import io.m1bridge.simulator.behaviour.NameBehaviour;
import java.util.Locale;

/** A name as M1 keeps it. */
final class NameForm {
  private NameForm() {}

  static String stored(String sent, NameBehaviour names) {
    String name = names.trimmed() ? sent.strip() : sent;
    if (names.longest() > 0 && name.codePointCount(0, name.length()) > names.longest()) {
      name = name.substring(0, name.offsetByCodePoints(0, names.longest()));
    }
    if (names.folded()) {
      name = name.toLowerCase(Locale.ROOT);
    }
    return names.escaped() ? escaped(name) : name;
  }

  private static String escaped(String name) {
    return name.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
