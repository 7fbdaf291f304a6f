package io.m1bridge.edm.table;

import com.fasterxml.jackson.databind.ObjectReader;
import io.m1bridge.address.EmailAddress;
import io.m1bridge.contracts.ContactEngagement;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.edm.machine.Sighting;
import io.m1bridge.edm.summary.CampaignFact;
import io.m1bridge.edm.summary.ContactSummary;
import io.m1bridge.edm.summary.RecipientMark;
import io.m1bridge.edm.summary.SuppressionRules;
import io.m1bridge.edm.table.RecipientStore.Mailed;
import io.m1bridge.m1.AccountId;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Adds each event to what is known of its recipient, and tells what follows. All events of a
 * recipient are in one partition, since the recipient is their key: nothing is sent around for it.
 */
final class RecipientProcessor implements Processor<String, byte[], String, Derived> {

  private static final ObjectReader EVENTS = ContractJson.mapper().readerFor(EngagementEvent.class);

  private final SuppressionRules rules;
  private final Runnable onUnreadable;
  private @Nullable Open open;

  private record Open(ProcessorContext<String, Derived> context, RecipientStore store) {}

  /**
   * @param onUnreadable told of each record that is no event
   */
  RecipientProcessor(SuppressionRules rules, Runnable onUnreadable) {
    this.rules = rules;
    this.onUnreadable = onUnreadable;
  }

  static ProcessorSupplier<String, byte[], String, Derived> supplier(
      SuppressionRules rules, Runnable onUnreadable) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, byte[], String, Derived> get() {
        return new RecipientProcessor(rules, onUnreadable);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(RecipientStore.builder());
      }
    };
  }

  @Override
  public void init(ProcessorContext<String, Derived> context) {
    open = new Open(context, new RecipientStore(context.getStateStore(RecipientStore.NAME)));
  }

  @Override
  public void process(Record<String, byte[]> record) {
    EngagementEvent event = record.key() == null ? null : event(record.value());
    if (event == null) {
      // What others write here must not stop the tables.
      onUnreadable.run();
      return;
    }
    add(Objects.requireNonNull(open, "init comes first"), record, event);
  }

  private void add(Open open, Record<String, byte[]> record, EngagementEvent event) {
    String account = event.account();
    String recipient = record.key();
    RecipientStore store = open.store();
    Mailed known = store.mailed(account, event.campaignId(), recipient);
    RecipientMark.Change marks = RecipientMark.change(known.bits(), event);
    Mailed mailed = new Mailed(marks.bits(), firstSent(known.sentAt(), event));
    if (!mailed.equals(known)) {
      store.save(account, event.campaignId(), recipient, mailed);
    }
    ContactSummary before = store.summary(account, recipient);
    ContactSummary after = before.plus(event, marks.firstBounce());
    if (!after.equals(before)) {
      store.save(account, recipient, after);
      tell(open, record, account, before, after);
    }
    open.context()
        .forward(
            new Record<>(
                account + "/" + event.campaignId(),
                new Derived.Fact(
                    CampaignFact.of(
                        event, marks.gained(), Sighting.of(event, recipient, mailed.sentAt()))),
                record.timestamp()));
  }

  private static @Nullable Instant firstSent(@Nullable Instant known, EngagementEvent event) {
    if (event.action() != Action.SENT || !EngagementMapper.isDated(event)) {
      return known;
    }
    Instant at = Instant.ofEpochMilli(event.occurredAt().toEpochMilli());
    return known == null || at.isBefore(known) ? at : known;
  }

  private void tell(
      Open open,
      Record<String, byte[]> record,
      String account,
      ContactSummary before,
      ContactSummary after) {
    String recipient = record.key();
    ContactEngagement engagement = after.engagement(account, recipient);
    if (!engagement.equals(before.engagement(account, recipient))) {
      forward(open, record, account, ContactEngagement.TYPE, new Derived.Contact(engagement));
    }
    Suppression suppression = rules.judge(account, recipient, after);
    if (!Objects.equals(suppression, rules.judge(account, recipient, before))) {
      forward(open, record, account, Suppression.TYPE, new Derived.Suppressed(suppression));
    }
  }

  private static void forward(
      Open open, Record<String, byte[]> record, String account, String type, Derived value) {
    Headers headers = TableHeaders.of(open.context(), account, type, record.timestamp());
    open.context()
        .forward(new Record<>(account + "/" + record.key(), value, record.timestamp(), headers));
  }

  /**
   * The canonical address of the recipient of an event.
   *
   * @param key stays where it is no event
   */
  static String address(String key, byte @Nullable [] value) {
    EngagementEvent event = event(value);
    return event == null || event.recipient() == null ? key : EmailAddress.keyOf(event.recipient());
  }

  /** Null if it is none. */
  private static @Nullable EngagementEvent event(byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    try {
      EngagementEvent event = EVENTS.readValue(value);
      boolean whole =
          event != null
              && event.account() != null
              && AccountId.isValid(event.account())
              && event.action() != null
              && event.occurredAt() != null;
      return whole ? event : null;
    } catch (IOException e) {
      return null;
    }
  }
}
