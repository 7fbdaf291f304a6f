package io.m1bridge.helm.play;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Called by {@code deploy/helm/try}, which says what is tried. */
public final class Main {

  private Main() {}

  /**
   * @param arguments the chart, the tag of our images, the image of Kafka, a new directory for
   *     volumes and logs
   */
  public static void main(String[] arguments) throws IOException {
    Path chart = Path.of(arguments[0]);
    Path directory = Files.createDirectories(Path.of(arguments[3]).toAbsolutePath());
    int exit = 1;
    // Names of pods are the machine's: another run may be at work.
    String release = "try" + ProcessHandle.current().pid();
    try (Podman podman = new Podman(release)) {
      Runtime.getRuntime().addShutdownHook(new Thread(podman::close, "remove-pods"));
      exit = run(chart, release, arguments[1], arguments[2], directory, podman);
    } catch (PlayFailure e) {
      System.err.println(e.getMessage());
    }
    System.exit(exit);
  }

  private static int run(
      Path chart, String release, String tag, String kafkaImage, Path directory, Podman podman)
      throws IOException {
    String gateway = podman.gateway();
    try (ApiServer apiServer = new ApiServer(directory.resolve("api-server"), Clock.systemUTC())) {
      Manifests manifests =
          Manifests.render(
              HooklessChart.copy(chart, directory.resolve("chart")),
              release,
              Demo.values(tag, kafkaImage, apiServer.keysAddress()));
      List<DemoPod> pods =
          DemoPod.of(manifests, gateway.substring(0, gateway.lastIndexOf('.') + 1));
      Demo demo =
          new Demo(
              podman,
              pods,
              new Volumes(manifests, apiServer, podman, directory.resolve("volumes")),
              new PodYaml(manifests, new ServiceNames(manifests, pods, gateway)),
              directory,
              System.out);
      try {
        demo.run(() -> apiServer.listen(gateway));
        if (apiServer.timesAsked() == 0) {
          throw new PlayFailure("Nobody asked for the keys of service accounts");
        }
        return 0;
      } catch (PlayFailure e) {
        System.err.println(e.getMessage());
        demo.keepLogs();
        return 1;
      }
    }
  }
}
