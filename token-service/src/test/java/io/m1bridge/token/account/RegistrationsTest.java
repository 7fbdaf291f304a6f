package io.m1bridge.token.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.token.Samples;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.Registration;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is left of the hour's calls once others have their share. */
class RegistrationsTest {

  private final Registrations registrations = new Registrations(URI.create("http://localhost"));

  private Registration of(OptionalInt calls, OptionalInt reserve) {
    return registrations.check(
        "client",
        List.of("secret"),
        "gold",
        calls,
        reserve,
        Optional.empty(),
        Registration.Origin.REST);
  }

  @Test
  void shouldLeaveOthersTheirShare() {
    assertThat(of(OptionalInt.empty(), OptionalInt.empty()).permitsPerHour()).isEqualTo(2_000);
    assertThat(of(OptionalInt.empty(), OptionalInt.of(20)).permitsPerHour()).isEqualTo(1_600);
    assertThat(of(OptionalInt.of(33), OptionalInt.of(10)).permitsPerHour())
        .as("others have at least theirs")
        .isEqualTo(29);
    assertThat(of(OptionalInt.of(1_000_000), OptionalInt.of(90)).permitsPerHour())
        .isEqualTo(100_000);
  }

  @Test
  void shouldKeepSomethingForTheBridge() {
    assertThatThrownBy(() -> of(OptionalInt.empty(), OptionalInt.of(91)))
        .hasMessageContaining("reserve must be 0 to 90");
    assertThatThrownBy(() -> of(OptionalInt.empty(), OptionalInt.of(-1)))
        .hasMessageContaining("reserve");
    assertThatThrownBy(() -> of(OptionalInt.of(10), OptionalInt.of(1)))
        .hasMessageContaining("leave 10 calls");
  }

  @Test
  void shouldReadWhatAnEarlierVersionWrote() throws Exception {
    Registration read =
        new ObjectMapper()
            .readValue(
                """
                {"clientId": "c", "clientSecrets": ["s"], "plan": "gold", "callsPerHour": 2000,
                 "redirectUri": "http://localhost/oauth2/callback", "origin": "REST"}""",
                Registration.class);

    assertThat(read.reserve()).isZero();
    assertThat(read.permitsPerHour()).isEqualTo(2_000);
  }

  @Test
  void shouldTellTheServicesWhatIsLeft() {
    Registration reserved = of(OptionalInt.empty(), OptionalInt.of(50));

    assertThat(
            Samples.account(new AccountState.Registered(), Optional.empty())
                .declared(reserved)
                .descriptor(Samples.START)
                .callsPerHour())
        .isEqualTo(1_000);
    assertThat(RegistrationChanges.between(of(OptionalInt.empty(), OptionalInt.empty()), reserved))
        .isEqualTo("changed: reserve");
  }
}
