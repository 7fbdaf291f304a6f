package io.m1bridge.simulator.random;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.simulator.behaviour.Behaviour;
import io.m1bridge.simulator.behaviour.BehaviourKnobs;
import io.m1bridge.simulator.behaviour.ControlJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomKnobsTest {
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
    for (Knob knob : Stream.of(Knobs.HARMLESS, Knobs.HARMFUL).flatMap(List::stream).toList()) {
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
