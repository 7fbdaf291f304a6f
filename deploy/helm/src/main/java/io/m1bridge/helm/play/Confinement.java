package io.m1bridge.helm.play;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the kernel says of a pod's process, compared with what its manifest asks for. */
final class Confinement {

  private static final String NONE = "0000000000000000";
  private static final int MOUNT_POINT = 4;
  private static final int MOUNT_OPTIONS = 5;

  private Confinement() {}

  /** Returns what is otherwise; empty if nothing is. */
  static List<String> problems(DemoPod pod, long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    return problems(
        pod,
        Files.readAllLines(process.resolve("status")),
        Files.readAllLines(process.resolve("mountinfo")));
  }

  static List<String> problems(DemoPod pod, List<String> status, List<String> mounts) {
    List<String> problems = new ArrayList<>();
    JsonNode security = pod.spec().path("securityContext");
    String user = security.path("runAsUser").asText();
    String group = security.path("runAsGroup").asText();
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put("Uid", String.join(" ", user, user, user, user));
    wanted.put("Gid", String.join(" ", group, group, group, group));
    for (String capabilities : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
      wanted.put(capabilities, NONE);
    }
    wanted.put("NoNewPrivs", "1");
    wanted.put("Seccomp", "2");
    wanted.forEach(
        (field, value) -> {
          String is = field(status, field);
          if (!is.equals(value)) {
            problems.add(pod.name() + ": " + field + " is " + is + ", not " + value);
          }
        });
    String fsGroup = security.path("fsGroup").asText();
    if (!List.of(field(status, "Groups").split(" ")).contains(fsGroup)) {
      problems.add(pod.name() + ": not of group " + fsGroup);
    }
    problems.addAll(ofMounts(pod, mounts));
    return problems;
  }

  private static String field(List<String> status, String field) {
    return status.stream()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip().replaceAll("\\s+", " "))
        .findFirst()
        .orElse("missing");
  }

  private static List<String> ofMounts(DemoPod pod, List<String> mounts) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (String mount : mounts) {
      String[] fields = mount.split(" ");
      options.put(fields[MOUNT_POINT], List.of(fields[MOUNT_OPTIONS].split(",")));
    }
    List<String> problems = new ArrayList<>();
    if (!options.getOrDefault("/", List.of()).contains("ro")) {
      problems.add(pod.name() + ": its root file system can be written to");
    }
    for (JsonNode mount : pod.container().path("volumeMounts")) {
      String path = mount.path("mountPath").asText();
      List<String> its = options.getOrDefault(path, List.of());
      boolean readOnly = mount.path("readOnly").asBoolean();
      if (!its.contains(readOnly ? "ro" : "rw")) {
        problems.add(pod.name() + ": " + path + " is mounted " + its);
      }
      if (pod.isOurs() && path.equals("/tmp") && !its.contains("noexec")) {
        problems.add(pod.name() + ": programs can be executed from /tmp");
      }
    }
    return problems;
  }
}
