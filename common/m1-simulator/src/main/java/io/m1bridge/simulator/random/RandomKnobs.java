package io.m1bridge.simulator.random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.simulator.fault.FaultKind;
import io.m1bridge.simulator.fault.FaultSpec;
import io.m1bridge.simulator.protocol.Json;
import io.m1bridge.simulator.protocol.M1Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Draws an M1 that is odd in some ways. Same seed, same M1. */
public final class RandomKnobs {
  private static final int MOST_FAULTS = 3;

  /**
   * What became of a refresh stays unknown after these, and the policy may be to ask a person: they
   * pass, and yet they change the outcome.
   */
  private static final Set<FaultKind> LOSE_THE_ANSWER =
      Set.of(FaultKind.RESET_BEFORE, FaultKind.MALFORMED);

  private RandomKnobs() {}

  /**
   * What to draw.
   *
   * @param seed decides everything
   * @param most how many knobs at most
   * @param harmless only those that must not change the outcome, and faults that pass
   */
  public record Asked(long seed, int most, boolean harmless) {
    /** Checks. */
    public Asked {
      if (most < 1) {
        throw new IllegalArgumentException("most must be at least 1");
      }
    }
  }

  /**
   * What was drawn; enough to set it up again.
   *
   * @param seed the seed
   * @param behaviour what {@code PATCH /_sim/behaviour} takes
   * @param faults what {@code POST /_sim/faults} takes, one by one
   */
  public record Drawn(long seed, ObjectNode behaviour, List<FaultSpec> faults) {}

  /** Draws. */
  public static Drawn draw(Asked asked) {
    Random random = new Random(asked.seed());
    List<Knob> knobs = new ArrayList<>(Knobs.HARMLESS);
    if (!asked.harmless()) {
      knobs.addAll(Knobs.HARMFUL);
    }
    Collections.shuffle(knobs, random);
    ObjectNode behaviour = Json.object();
    for (Knob knob : knobs.subList(0, 1 + random.nextInt(Math.min(asked.most(), knobs.size())))) {
      put(behaviour, knob, random);
    }
    List<FaultSpec> faults = new ArrayList<>();
    for (int i = random.nextInt(MOST_FAULTS + 1); i > 0; i--) {
      faults.add(fault(random, asked.harmless()));
    }
    return new Drawn(asked.seed(), behaviour, List.copyOf(faults));
  }

  private static void put(ObjectNode behaviour, Knob knob, Random random) {
    String[] names = knob.path().split("\\.");
    Object value = knob.values().get(random.nextInt(knob.values().size()));
    JsonNode tree = Json.MAPPER.valueToTree(value);
    for (int i = names.length - 1; i >= 0; i--) {
      tree = Json.object().set(names[i], tree);
    }
    merge(behaviour, tree);
  }

  private static void merge(ObjectNode into, JsonNode from) {
    from.fields()
        .forEachRemaining(
            part -> {
              if (part.getValue() instanceof ObjectNode inner
                  && into.get(part.getKey()) instanceof ObjectNode present) {
                merge(present, inner);
              } else {
                into.set(part.getKey(), part.getValue());
              }
            });
  }

  private static FaultSpec fault(Random random, boolean passing) {
    List<String> paths = List.of("*", "/contact/*", "/contact/all", "/contact/delete", "/edm/*");
    List<FaultKind> kinds =
        List.of(FaultKind.REFUSE, FaultKind.STATUS, FaultKind.RESET_BEFORE, FaultKind.MALFORMED);
    List<Integer> statuses = List.of(200, 502, 503);
    Integer times = passing || random.nextBoolean() ? 1 + random.nextInt(5) : null;
    String path = paths.get(random.nextInt(paths.size()));
    FaultKind kind = kinds.get(random.nextInt(kinds.size()));
    return new FaultSpec(
        passing && path.equals("*") && LOSE_THE_ANSWER.contains(kind) ? "/contact/*" : path,
        kind,
        null,
        times,
        0.05 + random.nextDouble() * 0.3,
        null,
        null,
        statuses.get(random.nextInt(statuses.size())),
        random.nextBoolean() ? M1Code.NO_CODE : M1Code.E10001,
        null,
        null);
  }
}
