package io.m1bridge.simulator.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.simulator.SimulatedCloud;
import io.m1bridge.simulator.protocol.M1Code;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BehaviourKnobsTest {
  private final ObjectMapper mapper = ControlJson.configure(new ObjectMapper());
  private final BehaviourKnobs knobs = new BehaviourKnobs(mapper);

  private Behaviour patch(String json) {
    return knobs.patch(SimulatedCloud.control(json, JsonNode.class));
  }

  @Test
  void shouldChangeWhatIsNamedAndLeaveTheRest() {
    patch("{\"contacts\":{\"merge\":\"fill-blanks\"},\"edm\":{\"clockSkew\":\"PT5M\"}}");
    Behaviour after = patch("{\"failure\":{\"statusByCode\":{\"E10104\":429}}}");

    assertThat(after.contacts().merge()).isEqualTo(ContactBehaviour.Merge.FILL_BLANKS);
    assertThat(after.edm().clockSkew()).isEqualTo(Duration.ofMinutes(5));
    assertThat(after.failure().statusByCode()).containsEntry(M1Code.E10104, 429);
    assertThat(after.oauth()).isEqualTo(Behaviour.defaults().oauth());
  }

  @Test
  void shouldNameTheKnobThatDoesNotExistAndChangeNothing() {
    assertThatThrownBy(() -> patch("{\"edm\":{\"pageCap\":9,\"pagecap\":9}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("edm.pagecap");
    assertThat(knobs.get()).isEqualTo(Behaviour.defaults());
  }

  @Test
  void shouldRefuseValuesThatAKnobCannotTake() {
    for (String patch :
        new String[] {
          "{\"contacts\":{\"merge\":\"newest\"}}",
          "{\"contacts\":{\"pageCap\":0}}",
          "{\"contacts\":{\"merge\":null}}",
          "{\"failure\":{\"status\":99}}",
          "{\"failure\":{\"statusByCode\":{\"E99999\":400}}}",
          "{\"oauth\":3}"
        }) {
      assertThatThrownBy(() -> patch(patch)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(knobs.get()).isEqualTo(Behaviour.defaults());
  }

  @Test
  void shouldWriteEveryKnobTheWayItIsRead() {
    JsonNode written = mapper.valueToTree(knobs.get());

    assertThat(knobs.patch(written)).isEqualTo(Behaviour.defaults());
    assertThat(written.at("/contacts/overwrite").asText()).isEqualTo("sent-fields");
    assertThat(written.at("/oauth/accessTokenLife").asText()).isEqualTo("PT24H");
  }
}
