package io.m1bridge.simulator.random;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.simulator.behaviour.Behaviour;
import io.m1bridge.simulator.behaviour.BehaviourKnobs;
import io.m1bridge.simulator.behaviour.ControlJson;
import io.m1bridge.simulator.fault.FaultKind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomKnobsTest {
  private static final String OUTCOME_UNKNOWN =
      "what became of a refresh stays unknown: the policy decides, and may ask a person";

  /** Knobs that are not drawn, and why. */
  private static final Map<String, String> NOT_DRAWN =
      Map.of(
          "oauth.gateway.effect", OUTCOME_UNKNOWN,
          "oauth.gateway.retryAfter", "a run would take as long",
          "oauth.gateway.retryAfterForm", "of retryAfter");

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
    JsonNode defaults = mapper.valueToTree(Behaviour.defaults());
    for (Knob knob : all()) {
      JsonNode value = defaults.at(pointer(knob.path()));
      assertThat(value.isMissingNode()).as(knob.path()).isFalse();
      assertThat(values(knob)).as(knob.path()).doesNotContain(value);
    }
  }

  @Test
  void shouldDrawEveryKnobButThoseThatSayWhyNot() {
    JsonNode defaults = mapper.valueToTree(Behaviour.defaults());
    Set<String> names = new HashSet<>(NOT_DRAWN.keySet());
    for (Knob knob : all()) {
      boolean single = defaults.at(pointer(knob.path())).isEmpty();
      values(knob)
          .forEach(value -> names.addAll(single ? Set.of(knob.path()) : names(knob.path(), value)));
    }

    assertThat(names).isEqualTo(names("", defaults));
  }

  @Test
  void shouldNotLoseTheAnswerOfATokenCallWhereTheOutcomeMustNotChange() {
    for (int seed = 0; seed < 1_000; seed++) {
      assertThat(RandomKnobs.draw(new RandomKnobs.Asked(seed, 8, true)).faults())
          .as("seed %s", seed)
          .noneMatch(
              fault ->
                  fault.path().equals("*")
                      && fault.kind() != FaultKind.REFUSE
                      && fault.kind() != FaultKind.STATUS);
    }
  }

  @Test
  void shouldHaveEveryPathOnceInAList() {
    for (List<Knob> knobs : List.of(Knobs.HARMLESS, Knobs.HARMFUL)) {
      assertThat(knobs).extracting(Knob::path).doesNotHaveDuplicates();
    }
  }

  private static String pointer(String path) {
    return "/" + path.replace('.', '/');
  }

  private List<JsonNode> values(Knob knob) {
    return knob.values().stream().<JsonNode>map(mapper::valueToTree).toList();
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
    for (int seed = 0; seed < 1_000; seed++) {
      JsonNode drawn = RandomKnobs.draw(new RandomKnobs.Asked(seed, 8, true)).behaviour();
      drawn.fieldNames().forEachRemaining(groups::add);
      assertThat(drawn.at("/contacts/merge").isMissingNode()).isTrue();
      assertThat(drawn.at("/oauth/gateway").isMissingNode())
          .isEqualTo(drawn.at("/oauth/gateway/calls").isMissingNode());
    }
    assertThat(groups)
        .containsExactlyInAnyOrder(
            "failure",
            "answers",
            "request",
            "oauth",
            "contacts",
            "lists",
            "names",
            "edm",
            "damage");
  }
}
