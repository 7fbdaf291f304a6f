package io.m1bridge.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.local.options.RunOptions.Replicas;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

  @Test
  void shouldGiveTheWantedPortWhereItIsFreeElseAnother() {
    Iterator<Integer> others = List.of(50_001, 50_001, 50_002).iterator();
    Ports ports = new Ports(port -> port != 8082, others::next);

    assertThat(ports.take(8081)).isEqualTo(8081);
    assertThat(ports.take(8082)).isEqualTo(50_001);
    assertThat(ports.take(8081)).isEqualTo(50_002);
    assertThat(ports.taken()).containsExactly(8082, 8081);
  }

  @Test
  void shouldSeeThatAPortIsInUseOnThisMachine() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ports ports = Ports.ofThisMachine(true);
      assertThat(ports.take(other.getLocalPort())).isNotEqualTo(other.getLocalPort());
      assertThat(ports.taken()).containsExactly(other.getLocalPort());
    }
  }

  @Test
  void shouldLeaveTheUsualPortsToTheRunThatHasThem() {
    assertThat(Ports.ofThisMachine(false).take(8081)).isNotEqualTo(8081);
  }

  @Test
  void shouldLetOnlyOneProcessClaimTheDocumentedPorts(@TempDir Path directory) throws Exception {
    Path program = directory.resolve("Claim.java");
    Files.writeString(
        program,
        """
        import java.nio.channels.FileChannel;
        import java.nio.file.*;
        class Claim {
          public static void main(String[] args) throws Exception {
            var channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
            System.exit(channel.tryLock() == null ? 7 : 0);
          }
        }
        """);
    Optional<UsualPorts> claim = UsualPorts.claim(directory);
    assertThat(claim).isPresent();

    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process other =
        new ProcessBuilder(
                java.toString(), program.toString(), directory.resolve(UsualPorts.FILE).toString())
            .inheritIO()
            .start();
    assertThat(other.waitFor()).isEqualTo(7);

    claim.get().close();
    assertThat(UsualPorts.claim(directory)).isPresent();
  }

  @Test
  void shouldChooseTheDocumentedPortsForOneReplicaAndDifferentOnesForMore() {
    Addresses one = Addresses.choose(new Ports(port -> true, () -> 0), new Replicas(1, 1, 1, 1));
    assertThat(one.tokenServices()).containsExactly(new Addresses.Listener(8081, 9081));
    assertThat(one.contactSync()).isEqualTo(new Addresses.Listener(8082, 9082));
    assertThat(one.edmEvent()).isEqualTo(new Addresses.Listener(8083, 9083));
    assertThat(one.simulator()).isEqualTo(new Addresses.Listener(8090, 9090));

    Addresses three = Addresses.choose(new Ports(port -> true, () -> 0), new Replicas(3, 2, 2, 1));
    assertThat(three.tokenServices())
        .extracting(Addresses.Listener::port)
        .containsExactly(8081, 8084, 8085);
  }
}
