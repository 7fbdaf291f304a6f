package io.m1bridge.edm.stream;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the ledger store: account id in UTF-8, a zero byte, incarnation (4 bytes), campaign (8),
 * fingerprint (16); of a core, the inverse of the campaign and the core (8). A campaign's rows lie
 * together, and so do its cores, where an earlier version does not look; account ids hold no zero
 * byte.
 */
final class LedgerKeys {

  /** In place of a campaign: what was put aside of the list of campaigns itself. */
  static final long CAMPAIGN_LIST = Long.MIN_VALUE;

  /** In place of a campaign: the days of all campaigns, see {@link StoreDays}. */
  static final long DAYS = Long.MIN_VALUE + 1;

  /** In place of a campaign: what refilled campaigns had before, see {@link EdmStores}. */
  static final long REFILLED = Long.MIN_VALUE + 2;

  /** In place of a campaign: what is kept of campaigns whose rows are put away. */
  static final long PUT_AWAY = Long.MIN_VALUE + 3;

  /** In place of a campaign: dead letters of all campaigns that were replayed. */
  static final long REPLAYED = Long.MIN_VALUE + 4;

  /** The state of the whole ledger, the first of all keys: no account id is empty. */
  static final Bytes STATE = Bytes.wrap(new byte[] {0});

  private final byte[] prefix;

  LedgerKeys(AccountDescriptor account, long campaignId) {
    byte[] id = account.account().getBytes(StandardCharsets.UTF_8);
    this.prefix =
        ByteBuffer.allocate(id.length + 1 + Integer.BYTES + Long.BYTES)
            .put(id)
            .put((byte) 0)
            .putInt(account.incarnation())
            .putLong(campaignId)
            .array();
  }

  /** Of the cores of its rows, by {@link #of(RowCore)}. */
  static LedgerKeys cores(AccountDescriptor account, long campaignId) {
    return new LedgerKeys(account, ~campaignId);
  }

  /** Behind all keys of an account's incarnation, and before those of the next one. */
  static Bytes behind(AccountDescriptor account) {
    byte[] id = account.account().getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(id.length + 1 + Integer.BYTES)
            .put(id)
            .put((byte) 0)
            .putInt(account.incarnation() + 1)
            .array());
  }

  /** Behind all keys of an account. */
  static Bytes behindAll(AccountDescriptor account) {
    byte[] id = account.account().getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(id.length + 1).put(id).put((byte) 1).array());
  }

  /** What all keys begin with. */
  byte[] prefix() {
    return prefix.clone();
  }

  /** Of something that a number names. */
  Bytes of(long number) {
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.length + Long.BYTES).put(prefix).putLong(number).array());
  }

  Bytes of(RowCore core) {
    return of(core.hash());
  }

  /** Of the key of a core. */
  static RowCore core(Bytes key) {
    byte[] bytes = key.get();
    return new RowCore(ByteBuffer.wrap(bytes, bytes.length - Long.BYTES, Long.BYTES).getLong());
  }

  /** Of the key of a row. */
  static RowFingerprint fingerprint(Bytes key) {
    byte[] bytes = key.get();
    ByteBuffer last =
        ByteBuffer.wrap(bytes, bytes.length - RowFingerprint.BYTES, RowFingerprint.BYTES);
    return new RowFingerprint(last.getLong(), last.getLong());
  }

  Bytes of(RowFingerprint fingerprint) {
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.length + RowFingerprint.BYTES)
            .put(prefix)
            .putLong(fingerprint.high())
            .putLong(fingerprint.low())
            .array());
  }
}
