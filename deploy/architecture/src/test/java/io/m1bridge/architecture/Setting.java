package io.m1bridge.architecture;

import java.util.Optional;

/**
 * A setting that a service reads.
 *
 * @param prefix of its {@code @ConfigMapping}
 * @param name whole, without the key where it is a map
 * @param open whether more follows the name: keys of a map
 * @param value its default, as the code has it; empty where it has none, or one that depends
 */
record Setting(String prefix, String name, boolean open, Optional<String> value)
    implements Comparable<Setting> {

  /** Whether a document that says this says what the setting is. */
  boolean isNamedBy(String mention) {
    return mention.equals(name) || (open && mention.startsWith(name + "."));
  }

  /** Whether this may stand in a document: the setting itself, or all of its group. */
  boolean isMeantBy(String mention) {
    return isNamedBy(mention)
        || name.startsWith(mention + ".")
        || (mention.endsWith(".*") && name.startsWith(mention.substring(0, mention.length() - 1)));
  }

  @Override
  public int compareTo(Setting other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
