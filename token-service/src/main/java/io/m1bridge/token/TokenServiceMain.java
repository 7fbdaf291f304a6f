package io.m1bridge.token;

import io.m1bridge.token.secret.KeysetCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.OptionalInt;

/** Starts the service, or makes and rotates keysets: {@link KeysetCommand}. */
@QuarkusMain
public final class TokenServiceMain {

  private TokenServiceMain() {}

  public static void main(String... args) {
    OptionalInt exit = new KeysetCommand(System.out, System.err).run(List.of(args));
    if (exit.isPresent()) {
      System.exit(exit.getAsInt());
    }
    Quarkus.run(args);
  }
}
