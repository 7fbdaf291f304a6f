package io.m1bridge.simulator.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.simulator.SimulatedCloud;
import io.m1bridge.simulator.account.CallRecord;
import io.m1bridge.simulator.account.HourKind;
import io.m1bridge.simulator.account.Plan;
import io.m1bridge.simulator.fault.FaultSpec;
import io.m1bridge.simulator.protocol.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class M1ApiTest {
  private static final Map<String, Object> ADD =
      Map.of("opType", 3, "contacts", "[{\"email\":\"a@x.cn\"}]");

  private final SimulatedCloud m1 = new SimulatedCloud();

  private HttpReply add(String fault) {
    return m1.reply("POST", "/contact/add", ADD, SimulatedCloud.control(fault, FaultSpec.class));
  }

  private static String fault(String kind) {
    return "{\"path\":\"*\",\"kind\":\"" + kind + "\"}";
  }

  private String setting() {
    return SimulatedCloud.code(m1.get("/contact/setting", Map.of()));
  }

  @Test
  void shouldOpenNothingToTheFreePlan() {
    m1.settings(Plan.FREE, null, null, HourKind.SLIDING);

    assertThat(setting()).isEqualTo("E10102");
  }

  @Test
  void shouldNotKnowATokenItDidNotMake() {
    assertThat(SimulatedCloud.code(m1.get("/contact/setting", Map.of("token", "x"))))
        .isEqualTo("E10101");
    assertThat(m1.account().calls().summary(1).total()).isZero();
  }

  @Test
  void shouldEnforceTheHoursLimitAndTellOfIt() {
    m1.settings(Plan.GOLD, 3, null, HourKind.SLIDING);
    for (int i = 0; i < 3; i++) {
      assertThat(setting()).isEqualTo("ok");
    }
    assertThat(setting()).isEqualTo("E10104");
    m1.pass(Duration.ofHours(1));
    assertThat(setting()).isEqualTo("ok");

    assertThat(m1.account().calls().summary(3))
        .returns(5L, summary -> summary.total())
        .returns(1L, summary -> summary.overLimit())
        .returns(4, summary -> summary.maxInAnyHour())
        .returns(Map.of("ok", 4L, "E10104", 1L), summary -> summary.byCode());
  }

  @Test
  void shouldKeepTimePathOutcomeAndRowsOfEachCall() {
    m1.post("/contact/add", ADD);

    assertThat(m1.account().calls().recent())
        .containsExactly(new CallRecord(m1.now(), "/contact/add", "ok", 1));
  }

  @Test
  void shouldKnowEachCallByItsMethod() {
    assertThat(m1.reply("GET", "/contact/add", ADD, null))
        .isInstanceOfSatisfying(
            HttpReply.Whole.class, reply -> assertThat(reply.status()).isEqualTo(405));
    assertThat(m1.reply("GET", "/contact/nothing", Map.of(), null))
        .isInstanceOfSatisfying(
            HttpReply.Whole.class, reply -> assertThat(reply.status()).isEqualTo(404));
  }

  @ParameterizedTest
  @CsvSource({
    "delay,1,ok",
    "status,0,status",
    "status-after,1,ok+status-after",
    "refuse,0,E10001",
    "reset-before,0,reset-before",
    "reset-after,1,ok+reset-after",
    "truncated,1,ok+truncated",
    "malformed,1,ok+malformed"
  })
  void shouldCountASpoiledCallAndHaveItsEffectOrNot(String kind, int stored, String code) {
    add(fault(kind));

    assertThat(m1.contacts()).hasSize(stored);
    assertThat(m1.account().calls().recent()).extracting(CallRecord::code).containsExactly(code);
    assertThat(m1.account().calls().summary(9).maxInAnyHour()).isEqualTo(1);
  }

  @Test
  void shouldSpoilAnswersInTheWayAsked() {
    assertThat(add(fault("reset-after"))).isInstanceOf(HttpReply.Reset.class);
    assertThat(add(fault("truncated"))).isInstanceOf(HttpReply.Truncated.class);
    assertThat(add("{\"path\":\"*\",\"kind\":\"status\",\"status\":502}"))
        .isInstanceOfSatisfying(
            HttpReply.Whole.class, reply -> assertThat(reply.status()).isEqualTo(502));
    assertThat(
            new String(((HttpReply.Whole) add(fault("malformed"))).body(), StandardCharsets.UTF_8))
        .startsWith("{\"success\"")
        .doesNotEndWith("}");
    assertThat(
            SimulatedCloud.code(
                SimulatedCloud.body(
                    add("{\"path\":\"*\",\"kind\":\"refuse\",\"code\":\"E10104\"}"))))
        .isEqualTo("E10104");
  }

  @Test
  void shouldRefuseAFormThatIsTooLargeOrLoseItsParameters() {
    m1.behaviour("{\"request\":{\"maxFormBytes\":10}}");
    M1Request large = new M1Request("POST", "/contact/add", Map.of(), Map.of("token", "t"), 11);
    assertThat(m1.cloud.api().handle(large, null))
        .isInstanceOfSatisfying(
            HttpReply.Whole.class, reply -> assertThat(reply.status()).isEqualTo(413));

    m1.behaviour("{\"request\":{\"oversizeForm\":\"parameters-lost\"}}");
    JsonNode answer = SimulatedCloud.body(m1.cloud.api().handle(large, null));
    assertThat(SimulatedCloud.code(answer)).isEqualTo("E10103");
  }

  @Test
  void shouldForgetEverythingOnReset() {
    m1.post("/contact/add", ADD);
    m1.behaviour("{\"edm\":{\"pageCap\":7}}");
    m1.cloud.faults().add(SimulatedCloud.control(fault("delay"), FaultSpec.class));
    m1.pass(Duration.ofDays(1));

    m1.cloud.reset();

    assertThat(m1.cloud.accounts().all()).isEmpty();
    assertThat(m1.cloud.faults().list()).isEmpty();
    assertThat(m1.cloud.knobs().get().edm().pageCap()).isEqualTo(500);
    assertThat(m1.cloud.clock().instant()).isEqualTo(SimulatedCloud.START);
  }
}
