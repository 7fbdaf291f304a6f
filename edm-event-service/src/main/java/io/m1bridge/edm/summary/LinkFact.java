package io.m1bridge.edm.summary;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.edm.machine.LinkShare;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event means for the links of its campaign.
 *
 * @param click null if it is none
 * @param changes by the hash of the URL, how its clickers change; also of earlier clicks
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LinkFact(@Nullable Click click, Map<Long, LinkShare> changes) {

  public LinkFact {
    changes = Map.copyOf(changes);
  }

  /** One click. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Click(@Nullable String url, @Nullable String name, Instant at) {

    /** Names nothing: a URL may be of one person. */
    @Override
    public String toString() {
      return "Click[…]";
    }
  }
}
