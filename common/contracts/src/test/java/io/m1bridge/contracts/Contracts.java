package io.m1bridge.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** Which schema describes which record, and how to read both. */
final class Contracts {

  static final Map<String, Class<?>> RECORDS =
      Map.ofEntries(
          Map.entry("contact-upserted.v1", ContactData.class),
          Map.entry("contact-patched.v1", ContactData.class),
          Map.entry("sync-result.v1", SyncResult.class),
          Map.entry("engagement-event.v1", EngagementEvent.class),
          Map.entry("campaign.v1", CampaignDescriptor.class),
          Map.entry("campaign-counts.v1", CampaignCounts.class),
          Map.entry("campaign-stats.v1", CampaignStats.class),
          Map.entry("link-stats.v1", LinkStats.class),
          Map.entry("machine-likelihood.v1", MachineLikelihood.class),
          Map.entry("completeness.v1", CompletenessCertificate.class),
          Map.entry("edm-dead-letter.v1", EdmDeadLetter.class),
          Map.entry("account.v1", AccountDescriptor.class),
          Map.entry("account-event.v1", AccountEvent.class),
          Map.entry("suppression.v1", Suppression.class),
          Map.entry("contact-engagement.v1", ContactEngagement.class),
          Map.entry("undelivered.v1", Undelivered.class),
          Map.entry("command.v1", Command.class));

  private Contracts() {}

  static String text(String resource) {
    try (InputStream in =
        Objects.requireNonNull(Contracts.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String schemaText(String name) {
    return text("schemas/" + name + ".json");
  }

  static JsonNode json(String text) {
    try {
      return ContractJson.mapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
