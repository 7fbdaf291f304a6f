package io.m1bridge.token.secret;

/** Keysets in the stages of a rotation. */
public final class Keysets {

  private Keysets() {}

  /** With a new key behind all others, the primary one as it was. */
  public static String withNewerKey(String json) {
    return KeysetEditor.add(json);
  }

  /** With the newer key as the primary one. */
  public static String promoted(String json) {
    return KeysetEditor.promote(json, KeysetEditor.newest(json));
  }

  /** With a new primary key. */
  public static String rotated(String json) {
    return promoted(withNewerKey(json));
  }

  /** Without a key. */
  public static String without(String json, KeyId id) {
    return KeysetEditor.remove(json, id);
  }
}
