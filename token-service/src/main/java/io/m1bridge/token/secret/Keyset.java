package io.m1bridge.token.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys that protect what stands in the log, as a Tink keyset in clear JSON (from a mounted
 * secret): the primary key encrypts, all of them decrypt. The associated data binds a ciphertext to
 * its account and state, so that it cannot be moved to another. The keys may be replaced while they
 * are in use: everything that holds this object goes on with the new ones.
 */
public final class Keyset {

  private volatile Keys keys;

  private Keyset(Keys keys) {
    this.keys = keys;
  }

  /**
   * Reads a keyset.
   *
   * @param json Tink's clear JSON form
   * @throws KeysetUnusable if it is none; the message never repeats it
   */
  public static Keyset parse(String json) {
    return new Keyset(Keys.of(KeysetReader.read(json)));
  }

  /** A new keyset with one AES-256-GCM key, as JSON. */
  public static String generate() {
    try {
      AeadConfig.register();
      return KeysetReader.write(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no AES-GCM", e);
    }
  }

  /**
   * Goes on with other keys.
   *
   * @param needed keys without which something could no longer be read
   * @return whether anything differs
   * @throws KeysetUnusable if it is no keyset, or lacks a needed key that was there; then nothing
   *     has changed
   */
  public boolean replace(String json, Set<KeyId> needed) {
    Keys next = Keys.of(KeysetReader.read(json));
    Set<KeyId> lost = new TreeSet<>(needed);
    lost.retainAll(keys.ids());
    next.ids().forEach(lost::remove);
    if (!lost.isEmpty()) {
      throw new KeysetUnusable(
          "The new keyset lacks key "
              + lost
              + ", which records still need: put it back until GET /v1/keys says that nothing is left"
              + " under it");
    }
    boolean differs = !next.ids().equals(keys.ids()) || !next.primary().equals(keys.primary());
    keys = next;
    return differs;
  }

  /** The key that encrypts. */
  public KeyId primary() {
    return keys.primary();
  }

  /** All keys that decrypt, in the order of the keyset, which is the order of their making. */
  public List<KeyId> ids() {
    return keys.ids();
  }

  /** The key that made a ciphertext, in the keyset or not; empty if it is no ciphertext of ours. */
  public static Optional<KeyId> keyOf(byte[] cipher) {
    return KeyId.of(cipher);
  }

  /** Encrypts with the primary key. */
  public byte[] encrypt(byte[] clear, String boundTo) {
    try {
      return keys.aead().encrypt(clear, boundTo.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Encrypting failed", e);
    }
  }

  /**
   * Decrypts with the key that made it.
   *
   * @throws UnreadableSecret says which of the ways to be unreadable it is
   */
  public byte[] decrypt(byte[] cipher, String boundTo) throws UnreadableSecret {
    Keys current = keys;
    KeyId key =
        KeyId.of(cipher)
            .orElseThrow(
                () ->
                    new UnreadableSecret(
                        Why.DAMAGED, "it was damaged: its beginning names no key"));
    if (!current.ids().contains(key)) {
      throw new UnreadableSecret(Why.UNKNOWN_KEY, "its key " + key + " is not in the keyset");
    }
    try {
      return current.aead().decrypt(cipher, boundTo.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new UnreadableSecret(
          Why.DAMAGED,
          "its key " + key + " is there but does not open it: it was damaged, or altered");
    }
  }

  private record Keys(Aead aead, KeyId primary, List<KeyId> ids) {

    static Keys of(KeysetHandle handle) {
      List<KeyId> ids = new ArrayList<>();
      for (int i = 0; i < handle.size(); i++) {
        if (KeysetReader.isEnabled(handle.getAt(i))) {
          ids.add(new KeyId(handle.getAt(i).getId()));
        }
      }
      try {
        return new Keys(
            handle.getPrimitive(RegistryConfiguration.get(), Aead.class),
            new KeyId(handle.getPrimary().getId()),
            List.copyOf(ids));
      } catch (GeneralSecurityException | RuntimeException e) {
        // Without the cause, as when it is read.
        throw new KeysetUnusable("The keyset is not a Tink AEAD keyset that can encrypt");
      }
    }
  }

  /** Why a ciphertext cannot be read. */
  public enum Why {
    /** Restore the key, and it can be read again. */
    UNKNOWN_KEY,
    /** Its key is there; the bytes are not what was written. */
    DAMAGED,
    /** It is in order, but belongs to another account. */
    FOREIGN,
    /** It is no record of this service, or of a newer version. */
    UNKNOWN_FORM
  }

  /** The keyset cannot be used; the service must not start. */
  public static final class KeysetUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeysetUnusable(String message) {
      super(message);
    }
  }

  /** One ciphertext cannot be read; concerns one account only. */
  public static final class UnreadableSecret extends Exception {
    private static final long serialVersionUID = 1L;

    private final Why why;

    public UnreadableSecret(Why why, String message) {
      super(message);
      this.why = why;
    }

    public Why why() {
      return why;
    }
  }
}
