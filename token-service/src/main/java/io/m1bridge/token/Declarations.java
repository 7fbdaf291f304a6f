package io.m1bridge.token;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.account.AccountOps;
import io.m1bridge.token.account.Registrations;
import io.m1bridge.token.log.AccountLog;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.log.StateView;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.Registration;
import io.m1bridge.token.state.Registration.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes accounts of the configuration into the log, each at its owner, and erases those that are
 * gone from it, if {@link RemovedAccounts} says so.
 */
final class Declarations {

  private static final Logger LOG = LoggerFactory.getLogger(Declarations.class);

  private final Map<AccountId, Registration> wanted;
  private final RemovedAccounts removed;
  private final AccountOps accounts;
  private final AccountLog log;
  private final StateView view;

  Declarations(
      DeclaredAccounts declared,
      Registrations registrations,
      RemovedAccounts removed,
      AccountOps accounts,
      AccountLog log,
      StateView view) {
    this.removed = removed;
    this.accounts = accounts;
    this.log = log;
    this.view = view;
    this.wanted =
        declared.all().entrySet().stream()
            .collect(
                Collectors.toMap(
                    e -> id(e.getKey()),
                    e -> registration(e.getKey(), e.getValue(), registrations)));
  }

  /**
   * Brings what this replica owns in line, once the log is read; cheap when nothing differs.
   *
   * @param goesOn told before each account: thousands take long where Kafka is slow
   */
  void apply(Runnable goesOn) {
    Map<AccountId, Registration> open = new HashMap<>(wanted);
    for (Account account : log.accounts()) {
      goesOn.run();
      Registration known = open.remove(account.id());
      if (known != null && !known.equals(account.registration())) {
        declare(account.id(), known);
      } else if (known == null
          && account.registration().origin() == Origin.CONFIGURATION
          && removed.mayErase(account.id(), !wanted.isEmpty())) {
        erase(account.id());
      }
    }
    open.forEach(
        (id, registration) -> {
          goesOn.run();
          declare(id, registration);
        });
  }

  private void declare(AccountId id, Registration registration) {
    if (!log.mayGrant(id) || view.damage(id).isPresent()) {
      return;
    }
    try {
      accounts.declare(id, registration, "configuration");
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .say("An account is declared by the configuration");
    } catch (NotOwner | LogUnavailable e) {
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .with(LogKey.REASON, e.getMessage())
          .say("An account is declared at the next round");
    }
  }

  private void erase(AccountId id) {
    if (!log.mayGrant(id)) {
      return;
    }
    try {
      accounts.remove(id, "configuration");
      removed.forget(id);
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .say("An account is erased: it is gone from the configuration");
    } catch (NotOwner | LogUnavailable e) {
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .with(LogKey.REASON, e.getMessage())
          .say("An account is erased at a later round");
    }
  }

  private static AccountId id(String key) {
    if (!AccountId.isValid(key)) {
      throw new IllegalArgumentException(
          "m1bridge.accounts."
              + key
              + ": an account id has 1 to 63 characters of a-z, 0-9 and '-'");
    }
    return new AccountId(key);
  }

  private static Registration registration(
      String key, DeclaredAccounts.Declared declared, Registrations registrations) {
    List<String> secrets = new ArrayList<>(declared.clientSecret().orElse(List.of()));
    for (Path file : declared.clientSecretFile().orElse(List.of())) {
      try {
        secrets.add(Files.readString(file).strip());
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "m1bridge.accounts." + key + ".client-secret-file cannot be read: " + file, e);
      }
    }
    try {
      return registrations.check(
          declared.clientId(),
          secrets,
          declared.plan(),
          declared.callsPerHour(),
          OptionalInt.of(declared.reserve()),
          declared.redirectUri(),
          Origin.CONFIGURATION);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("m1bridge.accounts." + key + ": " + e.getMessage(), e);
    }
  }
}
