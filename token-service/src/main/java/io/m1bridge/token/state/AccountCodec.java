package io.m1bridge.token.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.secret.KeyId;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import io.m1bridge.token.secret.Keyset.Why;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An account as bytes of the log: a readable envelope (format, id, kind of state, generation) and
 * the account itself, encrypted, bound to its id and kind.
 */
public final class AccountCodec {

  private static final int FORMAT = 1;

  private final Keyset keyset;
  private final ObjectMapper json =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  public AccountCodec(Keyset keyset) {
    this.keyset = keyset;
  }

  /** Never null; a removed account is a tombstone, which is the log's business. */
  public byte[] encode(Account account) {
    String kind = account.state().kind();
    try {
      byte[] cipher = keyset.encrypt(json.writeValueAsBytes(account), boundTo(account.id(), kind));
      return json.writeValueAsBytes(
          new Envelope(
              FORMAT,
              account.id().value(),
              kind,
              account.state().lastGeneration(),
              Base64.getEncoder().encodeToString(cipher)));
    } catch (JsonProcessingException e) {
      // Without the cause: it can quote the account.
      throw new IllegalStateException("Account " + account.id() + " cannot be written as JSON");
    }
  }

  /**
   * Reads an account.
   *
   * @throws UnreadableSecret if this one record cannot be read; says why, quotes nothing
   */
  public Account decode(AccountId id, byte[] value) throws UnreadableSecret {
    return open(id, value).account();
  }

  /** As {@link #decode}, with the key that it was encrypted with. */
  public Opened open(AccountId id, byte[] value) throws UnreadableSecret {
    Envelope envelope = envelope(value);
    if (envelope.v() != FORMAT) {
      throw new UnreadableSecret(
          Why.UNKNOWN_FORM, "its format " + envelope.v() + " is newer than this version");
    }
    if (envelope.account() != null && !envelope.account().equals(id.value())) {
      throw new UnreadableSecret(
          Why.FOREIGN, "it was written for account " + envelope.account() + " and moved here");
    }
    byte[] cipher = cipher(envelope);
    byte[] clear = keyset.decrypt(cipher, boundTo(id, envelope.kind()));
    try {
      return new Opened(json.readValue(clear, Account.class), Keyset.keyOf(cipher).orElseThrow());
    } catch (IOException e) {
      // Without the cause: it can quote the account.
      throw new UnreadableSecret(Why.UNKNOWN_FORM, "this version cannot read what is in it");
    }
  }

  /** The key that a record was encrypted with; null if it names none. Needs no key. */
  public @Nullable KeyId keyOf(byte[] value) {
    try {
      return Keyset.keyOf(cipher(envelope(value))).orElse(null);
    } catch (UnreadableSecret e) {
      return null; // what is no record has no key; why it is none says decode
    }
  }

  private Envelope envelope(byte[] value) throws UnreadableSecret {
    try {
      @Nullable Envelope envelope = json.readValue(value, Envelope.class);
      if (envelope != null) {
        return envelope;
      }
    } catch (IOException e) {
      // Told below, without the cause: it quotes the record.
    }
    throw new UnreadableSecret(Why.UNKNOWN_FORM, "it is not a record of token-service");
  }

  private static byte[] cipher(Envelope envelope) throws UnreadableSecret {
    if (envelope.cipher() == null) {
      throw new UnreadableSecret(Why.DAMAGED, "it was damaged: it has no ciphertext");
    }
    try {
      return Base64.getDecoder().decode(envelope.cipher());
    } catch (IllegalArgumentException e) {
      throw new UnreadableSecret(Why.DAMAGED, "it was damaged: its ciphertext is not Base64");
    }
  }

  private static String boundTo(AccountId id, String kind) {
    return id + "|" + kind;
  }

  /** An account and what protected it. */
  public record Opened(Account account, KeyId key) {}

  /**
   * The readable part.
   *
   * @param account for a precise error alone: the binding is in the ciphertext; null in records of
   *     the first versions
   */
  record Envelope(
      int v, @Nullable String account, String kind, long generation, @Nullable String cipher) {}
}
