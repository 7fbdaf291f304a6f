package io.m1bridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds {@code asyncapi.yaml} against topics, types and schemas. */
class AsyncApiTest {

  private final JsonNode api = read();

  @Test
  void shouldDescribeExactlyTheTopicsThatThereAre() {
    Set<String> addresses = new TreeSet<>();
    api.get("channels").forEach(channel -> addresses.add(channel.get("address").asText()));
    assertThat(addresses).isEqualTo(topicNames());
  }

  @Test
  void shouldReferToNothingThatIsNotThere() {
    for (JsonNode ref : api.findValues("$ref")) {
      String target = ref.asText();
      if (target.startsWith("#/")) {
        assertThat(api.at(target.substring(1)).isMissingNode()).as(target).isFalse();
      } else {
        assertThat(Contracts.text(target.substring(2))).as(target).isNotEmpty();
      }
    }
  }

  @Test
  void shouldUseEverySchema() {
    Set<String> used =
        api.findValues("$ref").stream()
            .map(JsonNode::asText)
            .filter(ref -> ref.startsWith("./schemas/"))
            .map(ref -> ref.substring("./schemas/".length(), ref.length() - ".json".length()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(used).isEqualTo(new TreeSet<>(Contracts.RECORDS.keySet()));
  }

  @Test
  void shouldNameTheTypesThatTheCodeWrites() {
    Set<String> names =
        api.at("/components/messages").findValues("name").stream()
            .map(JsonNode::asText)
            .collect(Collectors.toSet());
    assertThat(names)
        .contains(
            SyncResult.TYPE,
            Undelivered.TYPE,
            CampaignDescriptor.TYPE,
            CampaignCounts.TYPE,
            CampaignStats.TYPE,
            LinkStats.TYPE,
            MachineLikelihood.TYPE,
            CompletenessCertificate.TYPE,
            EdmDeadLetter.TYPE,
            AccountDescriptor.TYPE,
            Suppression.TYPE,
            ContactEngagement.TYPE,
            Command.TYPE);
    for (ContactChangeType type : ContactChangeType.values()) {
      assertThat(names).contains(type.type());
    }
  }

  private static Set<String> topicNames() {
    return Arrays.stream(Topics.class.getDeclaredFields())
        .filter(f -> Modifier.isPublic(f.getModifiers()) && f.getType() == TopicSpec.class)
        .map(AsyncApiTest::spec)
        .map(TopicSpec::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static TopicSpec spec(java.lang.reflect.Field field) {
    try {
      return (TopicSpec) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode read() {
    try {
      return new YAMLMapper().readTree(Contracts.text("asyncapi.yaml"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
