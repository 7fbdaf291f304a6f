package io.m1bridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {

  @TempDir Path directory;

  @Test
  void shouldFindRootFromAnyDirectoryBelow() throws Exception {
    Files.createDirectories(directory.resolve("common/local-processes"));
    Files.createFile(directory.resolve("common/local-processes/pom.xml"));
    Path below = Files.createDirectories(directory.resolve("token-service/target"));

    assertThat(Checkout.rootAbove(below)).isEqualTo(directory);
  }

  @Test
  void shouldSayWhatToDoOutsideOfCheckout() {
    assertThatThrownBy(() -> Checkout.rootAbove(directory))
        .isInstanceOf(ProcessFailure.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("m1bridge.checkout");
  }

  @Test
  void shouldSayHowToBuildMissingService() {
    assertThatThrownBy(() -> ServiceJar.locate(directory, "token-service"))
        .isInstanceOf(ProcessFailure.class)
        .hasMessageContaining("./mvnw -Dquick -DskipTests -pl token-service -am package");
  }

  @Test
  void shouldSayHowToBuildMissingBroker() {
    assertThatThrownBy(() -> KafkaHome.locate(directory.toString()))
        .isInstanceOf(ProcessFailure.class)
        .hasMessageContaining("No Kafka broker in " + directory)
        .hasMessageContaining("-pl common/local-processes -am package");
  }
}
