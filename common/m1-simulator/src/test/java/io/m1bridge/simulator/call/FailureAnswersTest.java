package io.m1bridge.simulator.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.simulator.SimulatedCloud;
import io.m1bridge.simulator.protocol.HttpReply;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureAnswersTest {
  private final SimulatedCloud m1 = new SimulatedCloud();

  private HttpReply.Whole refused() {
    return (HttpReply.Whole) m1.reply("GET", "/contact/setting", Map.of("token", "x"), null);
  }

  @ParameterizedTest
  @CsvSource({
    "data-code,/data/code",
    "data-error-code,/data/errorCode",
    "data-msg,/data/msg",
    "data,/data",
    "code,/code",
    "error-code,/errorCode",
    "error,/error",
    "message,/message",
    "msg,/msg"
  })
  void shouldPutTheCodeWhereTold(String form, String place) {
    m1.behaviour("{\"failure\":{\"form\":\"" + form + "\",\"text\":\"code\"}}");

    JsonNode answer = SimulatedCloud.body(refused());

    assertThat(answer.at(place).asText()).isEqualTo("E10101");
    assertThat(answer.path("success").asBoolean(true)).isFalse();
  }

  @Test
  void shouldAddTheVendorsWordsWhenTold() {
    m1.behaviour("{\"failure\":{\"form\":\"data-msg\",\"text\":\"code-and-text\"}}");

    assertThat(SimulatedCloud.body(refused()).at("/data/msg").asText())
        .isEqualTo("E10101 无效的Token");
  }

  @Test
  void shouldAnswerWithTheStatusOfTheCodeOrElseTheCommonOne() {
    assertThat(refused().status()).isEqualTo(200);
    m1.behaviour("{\"failure\":{\"status\":500}}");
    assertThat(refused().status()).isEqualTo(500);
    m1.behaviour("{\"failure\":{\"statusByCode\":{\"E10101\":401}}}");
    assertThat(refused().status()).isEqualTo(401);
  }
}
