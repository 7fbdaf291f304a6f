package io.m1bridge.contactsync.delete;

import io.m1bridge.address.EmailAddress;
import io.m1bridge.contactsync.delete.DeleteJob.Settled;
import io.m1bridge.kafka.serde.JsonSerde;
import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One job against the model, in virtual time; it goes through its stored form at every step. */
final class JobRun {

  static final String GROUP = "m1bridge-del-demo-x-1";
  static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration CALL = Duration.ofMillis(100);
  private static final Duration IN_DOUBT_FOR = Duration.ofSeconds(120);
  private static final JsonSerde<DeleteJob> STORED = JsonSerde.of(DeleteJob.class);

  /** What happens to one call. */
  enum Luck {
    FINE,
    NOT_MADE,
    LOST_BEFORE_ITS_EFFECT,
    LOST_AFTER_ITS_EFFECT
  }

  final Set<String> stays = new HashSet<>();
  final Map<String, Fate> ends = new TreeMap<>();
  final Instant start = Instant.parse("2026-11-23T10:00:00Z");
  Instant now = start;
  private final ModelM1 m1;
  private final DeleteRules rules =
      new DeleteRules(PATIENCE, EmailAddress::keyOf, member -> stays.contains(member.email()));
  private DeleteJob job;

  JobRun(ModelM1 m1, List<Member> members) {
    this(m1, Way.MARKED, members);
  }

  JobRun(ModelM1 m1, Way way, List<Member> members) {
    this.m1 = m1;
    this.job = DeleteJob.begin("x-1", new AccountId("demo"), GROUP, way, false, members, now);
  }

  JobRun toTheEnd() {
    return toTheEnd(() -> Luck.FINE);
  }

  JobRun toTheEnd(Supplier<Luck> luck) {
    for (int steps = 0; !job.isOver(); steps++) {
      if (steps > 20_000) {
        throw new AssertionError("The job does not end: " + job);
      }
      step(luck.get());
    }
    return this;
  }

  /** Goes on for so long, whether it ends or not. */
  JobRun during(Duration time) {
    Instant until = now.plus(time);
    while (!job.isOver() && !later(now, job.pace().notBefore()).isAfter(until)) {
      step(Luck.FINE);
    }
    return this;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void step(Luck luck) {
    now = later(now, job.pace().notBefore());
    Due due = job.due();
    boolean writes = !(due instanceof Due.Read);
    now = now.plus(CALL);
    switch (luck) {
      case FINE -> on(m1.answer(due, GROUP, now));
      case NOT_MADE -> on(new DeleteEvent.NotDone());
      case LOST_BEFORE_ITS_EFFECT, LOST_AFTER_ITS_EFFECT -> {
        if (luck == Luck.LOST_AFTER_ITS_EFFECT) {
          m1.answer(due, GROUP, now);
        }
        now = writes ? now.plus(IN_DOUBT_FOR) : now;
        on(writes ? new DeleteEvent.Released() : new DeleteEvent.NotDone());
      }
    }
  }

  private void on(DeleteEvent event) {
    DeleteJob.Advance advance = job.on(event, rules, now);
    job = STORED.deserializer().deserialize("", STORED.serializer().serialize("", advance.job()));
    for (Settled settled : advance.settled()) {
      for (Member member : settled.members()) {
        if (ends.put(member.email(), member.fate()) != null) {
          throw new AssertionError("Settled twice");
        }
      }
    }
  }

  Duration took() {
    return Duration.between(start, now);
  }
}
