package io.m1bridge.simulator.random;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.simulator.behaviour.Behaviour;
import io.m1bridge.simulator.behaviour.BehaviourKnobs;
import io.m1bridge.simulator.behaviour.ControlJson;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomKnobsTest {
  private static final String PASSES_AS_A_FAULT =
      "a gateway that stays leaves no account connected; one that passes is drawn as a fault";

  /** Knobs that are not drawn, and why. */
  private static final Map<String, String> NOT_DRAWN =
      Map.of(
          "oauth.gateway.answer", PASSES_AS_A_FAULT,
          "oauth.gateway.status", PASSES_AS_A_FAULT,
          "oauth.gateway.effect", PASSES_AS_A_FAULT,
          "oauth.gateway.retryAfter", PASSES_AS_A_FAULT,
          "oauth.gateway.retryAfterForm", PASSES_AS_A_FAULT);

  private final ObjectMapper mapper = ControlJson.configure(new ObjectMapper());

  @Test
  void shouldDrawTheSameFromTheSameSeed() {
    RandomKnobs.Asked asked = new RandomKnobs.Asked(42, 9, false);

    assertThat(RandomKnobs.draw(asked)).isEqualTo(RandomKnobs.draw(asked));
  }

  @Test
  void shouldDrawOnlyWhatTheSimulatorTakes() {
    for (int seed = 0; seed < 2_000; seed++) {
      RandomKnobs.Drawn drawn = RandomKnobs.draw(new RandomKnobs.Asked(seed, 12, false));
      BehaviourKnobs knobs = new BehaviourKnobs(mapper);

      assertThat(knobs.patch(drawn.behaviour())).as("%s", drawn).isNotEqualTo(Behaviour.defaults());
    }
  }

  @Test
  void shouldGiveEveryKnobOnlyValuesThatAreNotItsDefault() {
    for (Knob knob : all()) {
      String pointer = "/" + knob.path().replace('.', '/');
      JsonNode defaults = mapper.valueToTree(Behaviour.defaults());
      assertThat(defaults.at(pointer).isMissingNode()).as(knob.path()).isFalse();
      assertThat(knob.values())
          .as(knob.path())
          .extracting(Object::toString)
          .doesNotContain(defaults.at(pointer).asText());
    }
  }

  @Test
  void shouldDrawEveryKnobButThoseThatSayWhyNot() {
    Set<String> names = new HashSet<>(NOT_DRAWN.keySet());
    all().forEach(knob -> assertThat(names.add(knob.path())).as(knob.path()).isTrue());

    assertThat(names).isEqualTo(names("", mapper.valueToTree(Behaviour.defaults())));
  }

  private static List<Knob> all() {
    return Stream.of(Knobs.HARMLESS, Knobs.HARMFUL).flatMap(List::stream).toList();
  }

  private static Set<String> names(String path, JsonNode value) {
    if (!value.isObject() || value.isEmpty()) {
      return Set.of(path);
    }
    Set<String> names = new HashSet<>();
    value
        .fields()
        .forEachRemaining(
            part ->
                names.addAll(
                    names((path.isEmpty() ? "" : path + ".") + part.getKey(), part.getValue())));
    return names;
  }

  @Test
  void shouldReachEveryHarmlessKnobAndNoOtherWhenToldSo() {
    Set<String> groups = new HashSet<>();
    for (int seed = 0; seed < 500; seed++) {
      JsonNode drawn = RandomKnobs.draw(new RandomKnobs.Asked(seed, 8, true)).behaviour();
      drawn.fieldNames().forEachRemaining(groups::add);
      assertThat(drawn.at("/contacts/merge").isMissingNode()).isTrue();
    }
    assertThat(groups)
        .containsExactlyInAnyOrder(
            "failure", "answers", "request", "oauth", "contacts", "lists", "edm");
  }
}
