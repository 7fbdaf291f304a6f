package io.m1bridge.token.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may call, by the subject of the JWT. */
@ConfigMapping(prefix = "m1bridge.token")
public interface CallerSettings {

  /** The allow-list; the key is the caller's name. */
  Map<String, Caller> callers();

  /** One line of the allow-list. */
  interface Caller {

    /** The {@code sub} of its JWT. */
    String subject();

    /** {@code token}, {@code permits}, {@code admin}. */
    List<Action> actions();

    /** Account ids, or {@code *}. */
    @WithDefault("*")
    List<String> accounts();

    /** Whose share pays for its calls. */
    @WithName("holder")
    Optional<String> holder();
  }
}
