package io.m1bridge.contactsync.store;

import static io.m1bridge.contactsync.consent.SuppressionPolicy.ALLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.consent.Consent;
import io.m1bridge.contactsync.consent.Suppressions;
import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.Changes;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.KeyProperties;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Owners;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.metric.SyncMeter;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.result.Outbound;
import io.m1bridge.contactsync.result.Outbound.To;
import io.m1bridge.contactsync.result.ResultPublisher;
import io.m1bridge.contactsync.trace.ChangeTraces;
import io.m1bridge.contactsync.undelivered.UndeliveredList;
import io.m1bridge.contactsync.view.TaskViews;
import io.m1bridge.kafka.serde.JsonSerde;
import io.m1bridge.testkit.time.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A bug in what is to be done next for a contact must not be met again after every restart. */
class ContactStoreBugTest {

  private final Context context = new Context();
  private final KeyValueStore<String, byte[]> ledgerStore =
      context.open("ledger", Serdes.ByteArray());
  private final Ledger ledger = new Ledger(ledgerStore);
  private final ContactQueue queue = new ContactQueue(ledgerStore);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  private final BrokenRules rules =
      new BrokenRules(new Consent(new Suppressions(ledger), ALLOW, "none"));
  private final List<Outbound> sent = new ArrayList<>();
  private final ContactStore contacts = contacts();

  @Test
  void shouldRejectTheContactAndTakeItOutOfTheQueue() {
    ContactState queued = queued();
    rules.bug = new ArithmeticException("may quote the contact");

    ContactState after = contacts.apply(queued, Transition.to(queued));

    assertThat(after.progress()).isInstanceOf(Progress.Rejected.class);
    assertThat(after.waiting()).isNull();
    assertThat(contacts.get(Changes.KEY)).isEqualTo(after);
    assertThat(queue.scan(Changes.KEY.account(), Lane.ADD, 10)).isEmpty();
    assertThat(sent).extracting(Outbound::to).contains(To.RESULTS, To.DEAD_LETTERS);
    assertThat(meters.get("m1bridge.contact.sync.internal.errors").counter().count()).isOne();
  }

  @Test
  void shouldTakeTheContactUpAgainWhenTheBugIsMended() {
    ContactState queued = queued();
    rules.bug = new ArithmeticException();
    ContactState rejected = contacts.apply(queued, Transition.to(queued));
    rules.bug = null;

    ContactState again = contacts.apply(rejected, Transition.to(Outcomes.retried(rejected)));

    assertThat(again.progress()).isInstanceOf(Progress.Queued.class);
  }

  @Test
  void shouldLetThroughWhatTheStoresThrow() {
    ContactState queued = queued();
    rules.bug = new InvalidStateStoreException("closed");

    assertThatThrownBy(() -> contacts.apply(queued, Transition.to(queued))).isSameAs(rules.bug);
  }

  private ContactState queued() {
    ContactState wanted =
        Changes.fold(
            ContactState.unknown(Changes.KEY),
            Changes.upsert(1, Map.of("email", "a@x.cn"), Set.of()),
            1);
    ContactState queued = contacts.apply(ContactState.unknown(Changes.KEY), Transition.to(wanted));
    assertThat(queued.progress()).isInstanceOf(Progress.Queued.class);
    return queued;
  }

  private ContactStore contacts() {
    SyncMeter meter = new SyncMeter(meters, new TaskViews());
    ResultPublisher results =
        new ResultPublisher(record -> sent.add(record.value()), clock, meter, ChangeTraces.NONE);
    return new ContactStore(
        context.open("contacts", JsonSerde.of(ContactState.class)),
        new Originals(context.open("originals", new OriginalSerde())),
        ledger,
        queue,
        results,
        rules,
        new ForgetOrders(Modes.MIRROR),
        new UndeliveredList(ledger, results::undelivered, clock),
        new InternalErrors(meter),
        clock);
  }

  /** Stands for any bug in the rules. */
  private static final class BrokenRules extends WorkRules {
    private @Nullable RuntimeException bug;

    BrokenRules(Consent consent) {
      super(AddMerge.NEW_WINS, consent, Owners.ALL_CRM, KeyProperties.NONE);
    }

    @Override
    public Allowed next(ContactState state, Mode mode) {
      if (bug != null) {
        throw bug;
      }
      return super.next(state, mode);
    }
  }

  private static final class Context {
    private final MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(new Properties());

    <V> KeyValueStore<String, V> open(String name, Serde<V> serde) {
      KeyValueStore<String, V> store =
          Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), serde)
              .withLoggingDisabled()
              .withCachingDisabled()
              .build();
      store.init(context.getStateStoreContext(), store);
      return store;
    }
  }
}
