package io.m1bridge.token.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * The keys that protect what stands in the log, as a Tink keyset in clear JSON (from a mounted
 * secret): the primary key encrypts, all of them decrypt. The associated data binds a ciphertext to
 * its account and state, so that it cannot be moved to another.
 */
public final class Keyset {

  private final Aead aead;

  private Keyset(Aead aead) {
    this.aead = aead;
  }

  /**
   * Reads a keyset.
   *
   * @param json Tink's clear JSON form
   * @throws KeysetUnusable if it is none; the message never repeats it
   */
  public static Keyset parse(String json) {
    try {
      AeadConfig.register();
      KeysetHandle handle =
          TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
      return new Keyset(handle.getPrimitive(RegistryConfiguration.get(), Aead.class));
    } catch (GeneralSecurityException | RuntimeException e) {
      // The cause is not kept: parsers quote what they could not read.
      throw new KeysetUnusable("The keyset is not a Tink AEAD keyset in clear JSON");
    }
  }

  /** A new keyset with one AES-256-GCM key, as JSON. */
  public static String generate() {
    try {
      AeadConfig.register();
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
          InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no AES-GCM", e);
    }
  }

  /** Encrypts with the primary key. */
  public byte[] encrypt(byte[] clear, String boundTo) {
    try {
      return aead.encrypt(clear, boundTo.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Encrypting failed", e);
    }
  }

  /**
   * Decrypts with whichever key fits.
   *
   * @throws UnreadableSecret if none does, or the ciphertext was damaged or belongs to something
   *     else
   */
  public byte[] decrypt(byte[] cipher, String boundTo) throws UnreadableSecret {
    try {
      return aead.decrypt(cipher, boundTo.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new UnreadableSecret(
          "no key of the keyset opens it: it was damaged, or its key was taken out of the keyset");
    }
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

    public UnreadableSecret(String message) {
      super(message);
    }
  }
}
