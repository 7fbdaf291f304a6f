package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.forget.Forget;
import io.m1bridge.contracts.Command;
import io.m1bridge.kafka.topic.Stay;
import io.m1bridge.kafka.topic.TopicStays;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Until when the topics hold what is forgotten. Kafka is asked each time: settings change. */
public final class ForgottenTopics {

  private final TopicStays stays;
  private final Set<String> own;
  private final Set<String> upstream;
  private final String routed;

  /**
   * @param own topics of the service in which contacts, or their keys, stand
   * @param routed the repartition topic among them
   * @param upstream topics that changes are read from
   */
  public ForgottenTopics(TopicStays stays, Set<String> own, String routed, Set<String> upstream) {
    this.stays = stays;
    this.own = new LinkedHashSet<>(own);
    this.routed = routed;
    this.upstream = new LinkedHashSet<>(upstream);
  }

  /** What there is to tell before the owner has read the command. */
  ForgetView asked(Command command) {
    ContactKey contact =
        new ContactKey(
            new AccountId(command.account()),
            command.arguments().getOrDefault(Command.CONTACT, "-"));
    Forget forget = Forget.asked(contact, command.by(), command.at());
    return ForgetView.of(forget, "asked", of(null));
  }

  /**
   * By topic.
   *
   * @param goneAt when the contact was forgotten; null before
   */
  List<ForgetView.InTopic> of(@Nullable Instant goneAt) {
    Set<String> all = new LinkedHashSet<>(own);
    all.addAll(upstream);
    Map<String, Stay> found = stays.of(all, Set.of(routed));
    List<ForgetView.InTopic> topics = new ArrayList<>();
    for (String topic : all) {
      Stay stay = found.getOrDefault(topic, new Stay.Open("Kafka does not know the topic"));
      topics.add(in(topic, stay, goneAt));
    }
    return topics;
  }

  private ForgetView.InTopic in(String topic, Stay stay, @Nullable Instant goneAt) {
    boolean theirs = upstream.contains(topic);
    if (stay instanceof Stay.AtMost most) {
      long seconds = most.time().plusMillis(999).toSeconds();
      Instant by = goneAt == null ? null : goneAt.plusSeconds(seconds);
      return new ForgetView.InTopic(topic, theirs, seconds, by, null);
    }
    return new ForgetView.InTopic(topic, theirs, null, null, ((Stay.Open) stay).why());
  }
}
