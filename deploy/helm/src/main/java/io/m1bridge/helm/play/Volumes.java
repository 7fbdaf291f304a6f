package io.m1bridge.helm.play;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the volumes of a pod: podman 4.3 knows neither their modes nor projected ones. */
final class Volumes {

  private static final int READABLE = 0644;

  private final Manifests manifests;
  private final ApiServer apiServer;
  private final Podman podman;
  private final Path directory;
  private int starts;

  /**
   * @param directory that all volumes stand in
   */
  Volumes(Manifests manifests, ApiServer apiServer, Podman podman, Path directory) {
    this.manifests = manifests;
    this.apiServer = apiServer;
    this.podman = podman;
    this.directory = directory;
  }

  /** The volumes of a pod by name; a claim of an earlier pod of this name is kept as it is. */
  Map<String, Path> of(DemoPod pod) throws IOException {
    KubeletFiles kubelet =
        new KubeletFiles(pod.spec().path("securityContext").path("fsGroup").asInt());
    starts++;
    Map<String, Path> made = new LinkedHashMap<>();
    for (String claim : pod.claims()) {
      Path volume = directory.resolve("claims").resolve(pod.name() + "-" + claim);
      if (!Files.exists(volume)) {
        kubelet.writable(volume);
      }
      made.put(claim, volume);
    }
    for (JsonNode volume : pod.spec().path("volumes")) {
      String name = volume.path("name").asText();
      if (volume.has("emptyDir")) {
        made.put(name, temporary(pod, name));
      } else {
        Path files = directory.resolve(pod.name() + "-" + starts).resolve(name);
        kubelet.write(files, content(pod, volume));
        made.put(name, files);
      }
    }
    return made;
  }

  private Path temporary(DemoPod pod, String name) {
    String volume = pod.name() + "-" + name;
    podman.temporaryVolume(volume);
    return Path.of(volume);
  }

  private KubeletFiles.Content content(DemoPod pod, JsonNode volume) {
    if (volume.has("configMap")) {
      JsonNode source = volume.path("configMap");
      return new KubeletFiles.Content(
          chosen(manifests.configMap(source.path("name").asText()), source.path("items")),
          source.path("defaultMode").asInt(READABLE));
    }
    if (volume.has("secret")) {
      JsonNode source = volume.path("secret");
      return new KubeletFiles.Content(
          chosen(manifests.secret(source.path("secretName").asText()), source.path("items")),
          source.path("defaultMode").asInt(READABLE));
    }
    JsonNode projected = volume.path("projected");
    Map<String, byte[]> files = new LinkedHashMap<>();
    projected.path("sources").forEach(source -> files.putAll(projected(pod, source)));
    return new KubeletFiles.Content(files, projected.path("defaultMode").asInt(READABLE));
  }

  private Map<String, byte[]> projected(DemoPod pod, JsonNode source) {
    if (source.has("serviceAccountToken")) {
      JsonNode asked = source.path("serviceAccountToken");
      String token =
          apiServer.token(
              pod.spec().path("serviceAccountName").asText(), asked.path("audience").asText());
      return Map.of(asked.path("path").asText(), token.getBytes(StandardCharsets.UTF_8));
    }
    if (source.has("secret")) {
      JsonNode secret = source.path("secret");
      return chosen(manifests.secret(secret.path("name").asText()), secret.path("items"));
    }
    JsonNode config = source.path("configMap");
    String name = config.path("name").asText();
    return chosen(
        name.equals(ApiServer.CA_CONFIG_MAP) ? apiServer.authority() : manifests.configMap(name),
        config.path("items"));
  }

  /** Without items all of them, under their own names. */
  private static Map<String, byte[]> chosen(Map<String, byte[]> files, JsonNode items) {
    if (items.isEmpty()) {
      return files;
    }
    Map<String, byte[]> chosen = new LinkedHashMap<>();
    for (JsonNode item : items) {
      byte[] content = files.get(item.path("key").asText());
      if (content == null) {
        throw new PlayFailure("A volume names a key that is not there: " + item);
      }
      chosen.put(item.path("path").asText(), content);
    }
    return chosen;
  }
}
