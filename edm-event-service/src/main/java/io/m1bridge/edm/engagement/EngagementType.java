package io.m1bridge.edm.engagement;

import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.EngagementEvent.Bounce;
import io.m1bridge.contracts.EngagementIds;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code dmdtype} means. The vocabulary is that of M1's page and of the platform underneath
 * ({@code Sent}, {@code Sendout}); case and blanks do not count. Anything else is {@link
 * Action#UNKNOWN}: passed on, never dropped.
 *
 * @param bounce for bounces only
 */
record EngagementType(Action action, @Nullable Bounce bounce) {

  private static final EngagementType UNKNOWN = new EngagementType(Action.UNKNOWN, null);
  private static final Map<String, EngagementType> VOCABULARY = vocabulary();

  static EngagementType of(String dmdtype) {
    return VOCABULARY.getOrDefault(EngagementIds.normalizedType(dmdtype), UNKNOWN);
  }

  private static Map<String, EngagementType> vocabulary() {
    Map<String, EngagementType> types = new HashMap<>();
    types.put("open", new EngagementType(Action.OPENED, null));
    types.put("click", new EngagementType(Action.CLICKED, null));
    types.put("unsubscribe", new EngagementType(Action.UNSUBSCRIBED, null));
    types.put("spamcomplaint", new EngagementType(Action.COMPLAINED, null));
    types.put("sent", new EngagementType(Action.SENT, null));
    types.put("sendout", new EngagementType(Action.SENT, null));
    for (String kind : new String[] {"soft", "hard"}) {
      for (int stage = 1; stage <= 3; stage++) {
        types.put(kind + "bounce" + stage + "x", bounced(new Bounce(kind, stage, false)));
      }
      types.put(kind + "bouncefinal", bounced(new Bounce(kind, null, true)));
    }
    return Map.copyOf(types);
  }

  private static EngagementType bounced(Bounce bounce) {
    return new EngagementType(Action.BOUNCED, bounce);
  }
}
