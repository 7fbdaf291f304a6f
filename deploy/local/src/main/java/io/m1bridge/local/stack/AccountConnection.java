package io.m1bridge.local.stack;

import io.m1bridge.local.options.RunOptions;
import io.m1bridge.local.options.RunOptions.M1Access;
import io.m1bridge.local.options.UserError;
import io.m1bridge.local.report.Progress;
import io.m1bridge.local.simulator.Simulator;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How the run's account gets its tokens: by itself at the simulator, by a person at a real M1. */
final class AccountConnection {
  /** Several attempts, each of which may lose its token-service and wait for the next start. */
  private static final Duration CONNECT_WITHIN = Duration.ofMinutes(5);

  private final RunOptions options;
  private final Progress progress;
  private final M1Access m1;
  private final String account;
  private final Runnable lookAfterProcesses;

  /**
   * @param lookAfterProcesses called while it waits: starts again what died
   */
  AccountConnection(
      RunOptions options,
      Progress progress,
      M1Access m1,
      String account,
      Runnable lookAfterProcesses) {
    this.options = options;
    this.progress = progress;
    this.m1 = m1;
    this.account = account;
    this.lookAfterProcesses = lookAfterProcesses;
  }

  /**
   * Returns once the account is connected.
   *
   * @param page where a person begins
   * @param simulator empty for a real M1
   * @throws UserError if the simulator's account could not be connected
   */
  void connect(TokenService tokenService, String page, Optional<Simulator> simulator) {
    if (simulator.isEmpty()) {
      progress.say("Give your consent there, then the run goes on: " + page);
      tokenService.awaitAuthorized(account, lookAfterProcesses);
      return;
    }
    try {
      prepare(simulator.get());
      connect(tokenService);
    } catch (IOException e) {
      throw new UserError(
          "The demo account could not be connected: " + e.getMessage() + ".",
          "See token-service.log and m1-simulator.log.",
          e);
    }
    progress.say("Account " + account + " is connected");
  }

  private void prepare(Simulator simulator) throws IOException {
    simulator.putAccount(m1.clientId(), m1.clientSecret(), m1.plan());
    if (options.m1Seed().isPresent()) {
      progress.say("M1 drawn: " + simulator.draw(options.m1Seed().getAsLong()));
    }
    if (options.m1Settings().isPresent()) {
      simulator.putBehaviour(options.m1Settings().get());
    }
  }

  /**
   * Begins again where token-service died on the way: what was not confirmed is gone with it, and
   * another start and the group's session time-out pass before it answers for the account.
   */
  private void connect(TokenService tokenService) throws IOException {
    long deadline = System.nanoTime() + CONNECT_WITHIN.toNanos();
    while (true) {
      try {
        tokenService.connect(account, lookAfterProcesses);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        progress.say("Connecting begins again: " + e.getMessage());
        lookAfterProcesses.run();
        pause(e);
      }
    }
  }

  private static void pause(IOException failure) throws IOException {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
