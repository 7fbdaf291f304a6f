package io.m1bridge.helm.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfinementTest {

  private static final String STATUS =
      """
      Uid:\t10001\t10001\t10001\t10001
      Gid:\t10001\t10001\t10001\t10001
      Groups:\t10001 20000
      CapInh:\t0000000000000000
      CapPrm:\t0000000000000000
      CapEff:\t0000000000000000
      CapBnd:\t0000000000000000
      CapAmb:\t0000000000000000
      NoNewPrivs:\t1
      Seccomp:\t2
      """;
  private static final String MOUNTS =
      """
      1 0 0:1 / / ro,relatime - overlay overlay rw
      2 1 0:2 / /tmp rw,nosuid,nodev,noexec - tmpfs tmpfs rw
      3 1 0:3 /x /etc/config ro,relatime - ext4 /dev/vda rw
      """;

  private static DemoPod pod() throws IOException {
    JsonNode spec =
        new YAMLMapper()
            .readTree(
                """
                securityContext: {runAsUser: 10001, runAsGroup: 10001, fsGroup: 20000}
                containers:
                  - image: localhost/m1-bridge/token-service:1
                    volumeMounts:
                      - {name: tmp, mountPath: /tmp}
                      - {name: config, mountPath: /etc/config, readOnly: true}
                """);
    return new DemoPod("Deployment", "t", "t", "10.1.2.3", spec, spec, "", List.of());
  }

  private static List<String> problems(String status, String mounts) throws IOException {
    return Confinement.problems(pod(), status.lines().toList(), mounts.lines().toList());
  }

  @Test
  void shouldFindNothingWhereAllIsAsAskedFor() throws IOException {
    assertThat(problems(STATUS, MOUNTS)).isEmpty();
  }

  @Test
  void shouldNameWhatIsOtherwise() throws IOException {
    assertThat(
            problems(
                STATUS
                    .replaceFirst("10001\t10001", "10001\t0")
                    .replace("CapBnd:\t0000000000000000", "CapBnd:\t00000000a80425fb")
                    .replace(" 20000", ""),
                MOUNTS))
        .containsExactly(
            "t: Uid is 10001 0 10001 10001, not 10001 10001 10001 10001",
            "t: CapBnd is 00000000a80425fb, not 0000000000000000",
            "t: not of group 20000");
    assertThat(
            problems(
                STATUS,
                MOUNTS
                    .replace("/ / ro", "/ / rw")
                    .replace(",noexec", "")
                    .replace("/etc/config ro", "/etc/config rw")))
        .containsExactly(
            "t: its root file system can be written to",
            "t: programs can be executed from /tmp",
            "t: /etc/config is mounted [rw, relatime]");
  }
}
