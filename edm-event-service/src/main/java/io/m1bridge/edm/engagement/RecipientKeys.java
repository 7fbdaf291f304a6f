package io.m1bridge.edm.engagement;

import io.m1bridge.address.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What events are keyed by, which is their subject too: the recipient's canonical address, or its
 * HMAC, so that whoever sees keys and headers (brokers' tools, logs of consumers, traces) sees no
 * address. A plain hash of an address can be guessed. Ids of events do not rest on it.
 */
public final class RecipientKeys {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_SECRET = 32;

  /** The canonical address itself. */
  public static final RecipientKeys ADDRESSES = new RecipientKeys(null);

  private final @Nullable SecretKeySpec secret;

  private RecipientKeys(@Nullable SecretKeySpec secret) {
    this.secret = secret;
  }

  /**
   * HMAC-SHA-256 of the canonical address, both in UTF-8, as 64 hex digits.
   *
   * @throws IllegalArgumentException if the secret is short enough to be guessed; the message has
   *     nothing of it
   */
  public static RecipientKeys hmac(String secret) {
    String stripped = secret.strip();
    if (stripped.length() < LEAST_SECRET) {
      throw new IllegalArgumentException(
          "m1bridge.edm.recipients.secret has %d characters and needs at least %d: make one with `openssl rand -hex 32`"
              .formatted(stripped.length(), LEAST_SECRET));
    }
    return new RecipientKeys(
        new SecretKeySpec(stripped.getBytes(StandardCharsets.UTF_8), ALGORITHM));
  }

  /** Whether keys are HMACs. */
  public boolean areHmacs() {
    return secret != null;
  }

  /**
   * The key of a recipient.
   *
   * @param recipient as M1 wrote it
   * @return empty where there is nothing to be keyed by
   */
  public String of(String recipient) {
    String address = EmailAddress.keyOf(recipient);
    SecretKeySpec key = secret;
    return key == null || address.isEmpty() ? address : hmac(key, address);
  }

  private static String hmac(SecretKeySpec key, String address) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(address.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
