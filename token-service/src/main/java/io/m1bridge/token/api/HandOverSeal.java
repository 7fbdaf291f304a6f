package io.m1bridge.token.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.refresh.RefreshEnd;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import io.m1bridge.token.secret.Keyset.Why;
import io.m1bridge.token.state.TokenSet;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The end of a refresh on its way: encrypted, bound to the account and to this purpose. */
final class HandOverSeal {

  private final Keyset keyset;
  private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();

  HandOverSeal(Keyset keyset) {
    this.keyset = keyset;
  }

  byte[] close(AccountId account, RefreshEnd end) {
    try {
      return keyset.encrypt(json.writeValueAsBytes(Letter.of(end)), boundTo(account));
    } catch (JsonProcessingException e) {
      // Without the cause: it can quote a token.
      throw new IllegalStateException("Tokens of account " + account + " cannot be written");
    }
  }

  RefreshEnd open(AccountId account, byte[] sealed) throws UnreadableSecret {
    try {
      return json.readValue(keyset.decrypt(sealed, boundTo(account)), Letter.class).end();
    } catch (IOException e) {
      throw new UnreadableSecret(Why.UNKNOWN_FORM, "it holds no end of a refresh");
    }
  }

  private static String boundTo(AccountId account) {
    return "hand-over|" + account;
  }

  /** What is said, flat. */
  private record Letter(
      Kind kind,
      String detail,
      @Nullable TokenSet next,
      @Nullable Instant sendBefore,
      @Nullable Instant at) {

    enum Kind {
      RENEWED,
      NOT_DONE,
      REFUSED,
      UNKNOWN
    }

    static Letter of(RefreshEnd end) {
      if (end instanceof RefreshEnd.Renewed renewed) {
        return new Letter(Kind.RENEWED, end.detail(), renewed.next(), null, null);
      }
      if (end instanceof RefreshEnd.NotDone notDone) {
        return new Letter(Kind.NOT_DONE, end.detail(), null, notDone.sendBefore(), null);
      }
      return end instanceof RefreshEnd.Refused refused
          ? new Letter(Kind.REFUSED, refused.error(), null, refused.sendBefore(), refused.at())
          : new Letter(
              Kind.UNKNOWN, end.detail(), null, ((RefreshEnd.Unknown) end).sendBefore(), null);
    }

    RefreshEnd end() throws IOException {
      if (kind == Kind.RENEWED && next != null) {
        return new RefreshEnd.Renewed(next, detail);
      }
      if (sendBefore == null) {
        throw new IOException("incomplete");
      }
      return switch (kind) {
        case NOT_DONE -> new RefreshEnd.NotDone(sendBefore, detail);
        case REFUSED -> new RefreshEnd.Refused(sendBefore, detail, at == null ? sendBefore : at);
        case RENEWED, UNKNOWN -> new RefreshEnd.Unknown(sendBefore, detail);
      };
    }
  }
}
