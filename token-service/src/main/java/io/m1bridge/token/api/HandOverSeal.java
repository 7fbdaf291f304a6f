package io.m1bridge.token.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import io.m1bridge.token.secret.Keyset.Why;
import io.m1bridge.token.state.TokenSet;
import java.io.IOException;

/** Tokens on their way between replicas: encrypted, bound to the account and to this purpose. */
final class HandOverSeal {

  private final Keyset keyset;
  private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();

  HandOverSeal(Keyset keyset) {
    this.keyset = keyset;
  }

  byte[] close(AccountId account, TokenSet tokens) {
    try {
      return keyset.encrypt(json.writeValueAsBytes(tokens), boundTo(account));
    } catch (JsonProcessingException e) {
      // Without the cause: it can quote a token.
      throw new IllegalStateException("Tokens of account " + account + " cannot be written");
    }
  }

  TokenSet open(AccountId account, byte[] sealed) throws UnreadableSecret {
    try {
      return json.readValue(keyset.decrypt(sealed, boundTo(account)), TokenSet.class);
    } catch (IOException e) {
      throw new UnreadableSecret(Why.UNKNOWN_FORM, "it holds no tokens");
    }
  }

  private static String boundTo(AccountId account) {
    return "hand-over|" + account;
  }
}
