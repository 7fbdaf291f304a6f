package io.m1bridge.token.secret;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.m1bridge.token.secret.Keyset.KeysetUnusable;
import java.security.GeneralSecurityException;
import java.util.List;

/** The steps of a rotation, from one keyset to the next; all are Tink's clear JSON. */
final class KeysetEditor {

  private KeysetEditor() {}

  /** With a new key that decrypts only: for replicas that are to know it before it is used. */
  static String add(String json) {
    return build(
        KeysetHandle.newBuilder(KeysetReader.read(json))
            .addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withRandomId()));
  }

  /** With another primary key. */
  static String promote(String json, KeyId id) {
    KeysetHandle handle = KeysetReader.read(json);
    int at = indexOf(handle, id);
    if (!KeysetReader.isEnabled(handle.getAt(at))) {
      throw new KeysetUnusable("Key " + id + " is disabled");
    }
    KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle);
    builder.getAt(at).makePrimary();
    return build(builder);
  }

  /** The key that {@link #add} made last: the one after the primary, if there is one only. */
  static KeyId newest(String json) {
    Keyset keyset = Keyset.parse(json);
    List<KeyId> ids = keyset.ids();
    List<KeyId> newer = ids.subList(ids.indexOf(keyset.primary()) + 1, ids.size());
    if (newer.size() != 1) {
      throw new KeysetUnusable(
          newer.isEmpty()
              ? "There is no newer key than the primary one: --add-key makes one"
              : "There are several newer keys, say which: " + newer);
    }
    return newer.get(0);
  }

  /** Without a key; the primary one stays. */
  static String remove(String json, KeyId id) {
    KeysetHandle handle = KeysetReader.read(json);
    int at = indexOf(handle, id);
    if (handle.getAt(at).isPrimary()) {
      throw new KeysetUnusable("Key " + id + " is the primary one: promote another one first");
    }
    return build(KeysetHandle.newBuilder(handle).deleteAt(at));
  }

  private static int indexOf(KeysetHandle handle, KeyId id) {
    for (int i = 0; i < handle.size(); i++) {
      if (handle.getAt(i).getId() == id.value()) {
        return i;
      }
    }
    throw new KeysetUnusable("There is no key " + id + " in the keyset");
  }

  private static String build(KeysetHandle.Builder builder) {
    try {
      return KeysetReader.write(builder.build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A keyset could not be changed", e);
    }
  }
}
