package io.m1bridge.systemtests.acl;

import io.m1bridge.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Reads the files of {@code deploy/kafka/acls}. */
final class AclFile {

  private AclFile() {}

  /** Returns what the file of a service grants to a user. */
  static List<AclBinding> of(String service, String user) throws IOException {
    return Files.readAllLines(
            Checkout.root().resolve("deploy/kafka/acls").resolve(service + ".acl"))
        .stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> line.split("\\s+"))
        .map(
            words ->
                binding(
                    user,
                    words[0],
                    words[1],
                    words[2],
                    words.length > 3 ? PatternType.PREFIXED : PatternType.LITERAL))
        .toList();
  }

  static AclBinding binding(
      String user, String operation, String kind, String name, PatternType pattern) {
    return new AclBinding(
        new ResourcePattern(
            ResourceType.fromString(kind.replace('-', '_').toUpperCase(Locale.ROOT)),
            name,
            pattern),
        new AccessControlEntry(
            "User:" + user,
            "*",
            AclOperation.fromString(words(operation)),
            AclPermissionType.ALLOW));
  }

  /**
   * Returns how readiness may name this right where it is missing. Who may read or write a topic
   * may also describe it, which comes first.
   */
  static List<String> messages(AclBinding right) {
    String may = right.entry().principal() + " may not ";
    String name = " " + right.pattern().name();
    return right.pattern().resourceType() == ResourceType.TOPIC
        ? List.of(may + kind(right) + name, may + "Describe topic" + name)
        : List.of(may + kind(right) + name);
  }

  /** Returns the operation and the type of the resource, such as {@code Read topic}. */
  static String kind(AclBinding right) {
    String operation =
        Arrays.stream(right.entry().operation().name().split("_", -1))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
    String type = right.pattern().resourceType().name().toLowerCase(Locale.ROOT);
    return operation + " " + type.replace('_', ' ');
  }

  /** {@code DescribeConfigs} is {@code DESCRIBE_CONFIGS} in the API. */
  private static String words(String operation) {
    return operation.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }
}
