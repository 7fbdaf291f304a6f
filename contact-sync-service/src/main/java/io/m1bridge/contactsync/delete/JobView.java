package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * A delete job as others see it.
 *
 * @param contacts that it has still to settle
 * @param progressAt when it last got on
 * @param notBefore when its next call may be made
 */
public record JobView(long contacts, Instant progressAt, Instant notBefore) {

  /** Reads it, from outside of the task. */
  public static Optional<JobView> read(
      ReadOnlyKeyValueStore<String, byte[]> ledger, AccountId account, String id) {
    return Ledger.read(ledger, JobBook.SECTION, DeleteJob.class, account + "/" + id)
        .map(
            job ->
                new JobView(
                    job.members().stream().map(Member::key).distinct().count(),
                    job.pace().progressAt(),
                    job.pace().notBefore()));
  }
}
