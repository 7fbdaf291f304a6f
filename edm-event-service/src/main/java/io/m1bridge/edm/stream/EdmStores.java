package io.m1bridge.edm.stream;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.edm.completeness.DayStore;
import io.m1bridge.edm.poll.AccountState;
import io.m1bridge.edm.poll.CampaignLedger;
import io.m1bridge.edm.poll.CampaignState;
import io.m1bridge.edm.poll.Counts;
import io.m1bridge.edm.poll.LedgerState;
import io.m1bridge.edm.poll.PollStore;
import io.m1bridge.edm.session.RowLedger;
import io.m1bridge.kafka.serde.JsonSerde;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The state stores. Names and formats are for ever: their changelogs carry them. Keys of campaigns:
 * {@code account/incarnation/campaign}.
 *
 * <p>Accounts and campaigns are few and looked at all the time, so they live in memory; opening a
 * RocksDB for each of them in each of 24 tasks took seconds at every start. The ledger is large: on
 * disk. The days of campaigns are in it too: they cannot be lost without it, nor it without them.
 */
final class EdmStores implements PollStore {

  static final String ACCOUNTS = "accounts";
  static final String CAMPAIGNS = "campaigns";
  static final String LEDGER = "ledger";

  private static final int CLEARED_AT_ONCE = 2_500;
  private static final JsonSerde<Counts> COUNTS = JsonSerde.of(Counts.class);

  private final KeyValueStore<String, AccountState> accounts;
  private final KeyValueStore<String, CampaignState> campaigns;
  private final KeyValueStore<Bytes, byte[]> ledger;
  private Bytes clearedTo = LedgerKeys.STATE;

  EdmStores(ProcessorContext<?, ?> context) {
    this.accounts = context.getStateStore(ACCOUNTS);
    this.campaigns = context.getStateStore(CAMPAIGNS);
    this.ledger = context.getStateStore(LEDGER);
  }

  static Set<StoreBuilder<?>> builders() {
    return Set.of(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(ACCOUNTS),
            Serdes.String(),
            JsonSerde.of(AccountState.class)),
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(CAMPAIGNS),
            Serdes.String(),
            JsonSerde.of(CampaignState.class)),
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(LEDGER), Serdes.Bytes(), Serdes.ByteArray()));
  }

  @Override
  public List<AccountState> accounts() {
    try (KeyValueIterator<String, AccountState> all = accounts.all()) {
      return values(all);
    }
  }

  @Override
  public void save(AccountState account) {
    accounts.put(account.descriptor().account(), account);
  }

  @Override
  public void remove(String account) {
    accounts.delete(account);
  }

  @Override
  public List<CampaignState> campaigns(AccountDescriptor account) {
    try (KeyValueIterator<String, CampaignState> some =
        campaigns.prefixScan(prefix(account), new StringSerializer())) {
      return values(some);
    }
  }

  @Override
  public void save(AccountDescriptor account, CampaignState campaign) {
    campaigns.put(prefix(account) + campaign.descriptor().campaignId(), campaign);
  }

  @Override
  public CampaignLedger ledger(AccountDescriptor account, long campaignId) {
    return new StoreLedger(ledger, account, campaignId);
  }

  @Override
  public boolean hasLaterIncarnation(AccountDescriptor account) {
    try (KeyValueIterator<Bytes, byte[]> later =
        ledger.range(LedgerKeys.behind(account), LedgerKeys.behindAll(account))) {
      return later.hasNext();
    }
  }

  @Override
  public DayStore days(AccountDescriptor account, long campaignId) {
    return new StoreDays(ledger, account, campaignId);
  }

  /** A ledger of an earlier version has no state, and is whole. */
  @Override
  public LedgerState ledgerState() {
    byte @Nullable [] state = ledger.get(LedgerKeys.STATE);
    if (state != null) {
      return LedgerState.valueOf(new String(state, StandardCharsets.UTF_8));
    }
    try (KeyValueIterator<Bytes, byte[]> all = ledger.all()) {
      return all.hasNext() ? LedgerState.WHOLE : LedgerState.EMPTY;
    }
  }

  @Override
  public void save(LedgerState state) {
    ledger.put(LedgerKeys.STATE, state.name().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean clearSome() {
    int deleted = 0;
    // From where the last one ended: what is deleted is skipped one by one.
    try (KeyValueIterator<Bytes, byte[]> rest = ledger.range(clearedTo, null)) {
      while (rest.hasNext() && deleted < CLEARED_AT_ONCE) {
        Bytes key = rest.next().key;
        if (!key.equals(LedgerKeys.STATE)) {
          ledger.delete(key);
        }
        clearedTo = key;
        deleted++;
      }
      boolean all = !rest.hasNext();
      clearedTo = all ? LedgerKeys.STATE : clearedTo;
      return all;
    }
  }

  @Override
  public Optional<Counts> refilled(AccountDescriptor account, long campaignId) {
    byte @Nullable [] counts =
        ledger.get(new LedgerKeys(account, LedgerKeys.REFILLED).of(campaignId));
    return counts == null
        ? Optional.empty()
        : Optional.of(COUNTS.deserializer().deserialize(LEDGER, counts));
  }

  @Override
  public void saveRefilled(AccountDescriptor account, long campaignId, Counts counts) {
    ledger.put(
        new LedgerKeys(account, LedgerKeys.REFILLED).of(campaignId),
        COUNTS.serializer().serialize(LEDGER, counts));
  }

  @Override
  public RowLedger campaignListLedger(AccountDescriptor account) {
    return ledger(account, LedgerKeys.CAMPAIGN_LIST);
  }

  @Override
  public RowLedger replayedLetters(AccountDescriptor account) {
    return ledger(account, LedgerKeys.REPLAYED);
  }

  private static String prefix(AccountDescriptor account) {
    return account.account() + "/" + account.incarnation() + "/";
  }

  private static <V> List<V> values(KeyValueIterator<?, V> entries) {
    List<V> values = new ArrayList<>();
    while (entries.hasNext()) {
      KeyValue<?, V> entry = entries.next();
      values.add(entry.value);
    }
    return values;
  }
}
