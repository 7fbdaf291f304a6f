package io.m1bridge.token.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import java.io.IOException;
import java.util.Base64;

/**
 * An account as bytes of the log: a readable envelope (format, kind of state, generation) and the
 * account itself, encrypted, bound to its id and kind.
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
    try {
      Envelope envelope = json.readValue(value, Envelope.class);
      if (envelope.v() != FORMAT) {
        throw new UnreadableSecret("its format " + envelope.v() + " is newer than this version");
      }
      byte[] clear =
          keyset.decrypt(
              Base64.getDecoder().decode(envelope.cipher()), boundTo(id, envelope.kind()));
      return json.readValue(clear, Account.class);
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreadableSecret("it is not a record of token-service");
    }
  }

  private static String boundTo(AccountId id, String kind) {
    return id + "|" + kind;
  }

  record Envelope(int v, String kind, long generation, String cipher) {}
}
