package io.m1bridge.token.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.state.Account;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bad input, said precisely. */
final class Requests {

  private Requests() {}

  /** An account id of a path. */
  static AccountId account(String id) {
    if (!AccountId.isValid(id)) {
      throw bad("An account id has 1 to 63 characters of a-z, 0-9 and '-'");
    }
    return new AccountId(id);
  }

  /** A number of a query, 0 to {@code most}. */
  static int number(String name, String text, int most) {
    if (text.matches("\\d{1,9}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw bad(name + " must be 0 to " + most);
  }

  static ProblemException bad(String detail) {
    return Problem.of(400, "bad-request", "The request is not right")
        .withDetail(detail)
        .toException();
  }

  /** An account that is there and can be read. */
  static Account find(FencedLog log, AccountId account) {
    Optional<String> damage = log.damage(account);
    if (damage.isPresent()) {
      throw unreadable(damage.get());
    }
    return log.view().account(account).orElseThrow(() -> unknown(account));
  }

  static ProblemException unreadable(String why) {
    return Problem.of(409, "account-unreadable", "The account's record cannot be read")
        .withDetail(why)
        .withAdvice("Put its key back into the keyset, or DELETE the account and connect it again")
        .toException();
  }

  static ProblemException unknown(AccountId account) {
    return Problem.of(404, "unknown-account", "There is no such account")
        .withDetail("Nobody declared account " + account)
        .withAdvice(
            "Declare it: m1bridge.accounts." + account + ".… or PUT /v1/accounts/" + account)
        .toException();
  }

  /** The fingerprint of the token that a report is about. */
  static <R> String fingerprint(@Nullable R report, Function<R, String> fingerprint) {
    return present(fingerprint.apply(present(report, "The body")), "fingerprint");
  }

  /** A request that was read, as it is sent on. */
  static byte[] json(ObjectMapper json, Object body) {
    try {
      return json.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A request that was read cannot be written", e);
    }
  }

  static <T> T present(@Nullable T value, String name) {
    if (value == null) {
      throw bad(name + " is missing");
    }
    return value;
  }
}
