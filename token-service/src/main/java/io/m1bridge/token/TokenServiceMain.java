package io.m1bridge.token;

import io.m1bridge.token.secret.Keyset;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;

/** Starts the service; {@code --generate-keyset} prints a new keyset instead and ends. */
@QuarkusMain
public final class TokenServiceMain {

  private TokenServiceMain() {}

  public static void main(String... args) {
    if (Arrays.asList(args).contains("--generate-keyset")) {
      System.out.println(Keyset.generate());
      return;
    }
    Quarkus.run(args);
  }
}
