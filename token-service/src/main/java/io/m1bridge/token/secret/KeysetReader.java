package io.m1bridge.token.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AeadKey;
import io.m1bridge.token.secret.Keyset.KeysetUnusable;
import java.security.GeneralSecurityException;

/** Reads Tink's clear JSON and says precisely what is wrong with it, without repeating it. */
final class KeysetReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private KeysetReader() {}

  static KeysetHandle read(String json) {
    checkForm(json);
    KeysetHandle handle;
    try {
      AeadConfig.register();
      handle = TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException | RuntimeException e) {
      // The cause is not kept: parsers quote what they could not read.
      throw new KeysetUnusable("The keyset is not a Tink AEAD keyset in clear JSON");
    }
    for (int i = 0; i < handle.size(); i++) {
      check(handle.getAt(i));
    }
    return handle;
  }

  private static void checkForm(String json) {
    if (json.isBlank()) {
      throw new KeysetUnusable("The keyset is empty: make one by --generate-keyset");
    }
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new KeysetUnusable("The keyset is not JSON");
    }
    if (tree.has("encryptedKeyset")) {
      throw new KeysetUnusable(
          "The keyset is encrypted: token-service reads a Tink keyset in clear JSON, protected by"
              + " the secret that it is mounted from");
    }
    if (!tree.path("key").isArray() || tree.path("key").isEmpty()) {
      throw new KeysetUnusable("The keyset holds no key: make one by --generate-keyset");
    }
  }

  private static void check(KeysetHandle.Entry entry) {
    KeyId id = new KeyId(entry.getId());
    if (!(entry.getKey() instanceof AeadKey key)) {
      throw new KeysetUnusable(
          "Key " + id + " of the keyset is not for AEAD: make the keyset by --generate-keyset");
    }
    byte[] prefix = key.getOutputPrefix().toByteArray();
    if (prefix.length != KeyId.PREFIX_BYTES || prefix[0] != KeyId.TINK_PREFIX) {
      throw new KeysetUnusable(
          "Key "
              + id
              + " of the keyset has not the output prefix type TINK: what it encrypts would not name"
              + " its key, so nobody could tell when it may be taken out. Make keys by --add-key");
    }
  }

  static boolean isEnabled(KeysetHandle.Entry entry) {
    return entry.getStatus().equals(KeyStatus.ENABLED);
  }

  static String write(KeysetHandle handle) {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A keyset that was read can be written", e);
    }
  }
}
