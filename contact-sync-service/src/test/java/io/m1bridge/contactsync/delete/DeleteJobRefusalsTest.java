package io.m1bridge.contactsync.delete;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delete jobs where M1 refuses, fails, or shows what cannot be read. */
class DeleteJobRefusalsTest extends DeleteJobWorld {

  @Test
  void shouldRejectOnlyTheContactThatM1RefusesToMark() {
    m1.unmarkable.add(email(77));

    JobRun run = synced(200).toTheEnd();

    assertThat(run.ends.remove(email(77))).isEqualTo(new Fate.Rejected("E10103"));
    assertThat(run.ends.values()).hasSize(199).hasOnlyElementsOfType(Fate.Gone.class);
    assertThat(m1.calls).isLessThan(30);
  }

  @Test
  void shouldBlameNobodyWhileM1TakesNoMoreGroups() {
    JobRun run = synced(300);
    m1.noGroupsBefore = run.start.plus(Duration.ofMinutes(5));

    run.toTheEnd();

    assertAllGone(run, 300);
    assertThat(m1.calls).isLessThan(180);
  }

  @Test
  void shouldRejectAllAtLastWhereM1TakesNoMoreGroups() {
    JobRun run = synced(300);
    m1.noGroupsBefore = Instant.MAX;

    run.toTheEnd();

    assertThat(run.ends.values()).hasSize(300).containsOnly(new Fate.Rejected("E10103"));
    assertThat(m1.contacts).hasSize(300);
    assertThat(m1.calls).isLessThan(250);
  }

  @Test
  void shouldRejectOnlyTheContactThatM1RefusesToDelete() {
    JobRun run = synced(200);
    m1.undeletable.add(78L);

    run.toTheEnd();

    assertThat(run.ends.remove(email(77))).isEqualTo(new Fate.Rejected("E10103"));
    assertThat(run.ends.values()).hasSize(199).hasOnlyElementsOfType(Fate.Gone.class);
    assertThat(m1.calls).isLessThan(60);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldNotLookForTheCulpritAmongThoseThatARefusedDeleteTook(boolean restDeleted) {
    m1.deleteUnknownRefused = true;
    m1.refusedRestDeleted = restDeleted;
    JobRun run = synced(200);
    run.during(Duration.ofMillis(450));
    m1.removeByHand(7L, run.now);

    run.toTheEnd();

    assertThat(run.ends.values()).hasSize(200).hasOnlyElementsOfType(Fate.Gone.class);
    assertThat(m1.contacts).isEmpty();
    assertThat(m1.calls).isLessThan(20);
  }

  @Test
  void shouldNotCallAnythingGoneThatADeleteWithoutEffectLeft() {
    JobRun run = synced(20);
    m1.withoutEffect.add(5L);

    run.toTheEnd();

    assertThat(run.ends.remove(email(4))).isEqualTo(new Fate.Unproven());
    assertThat(run.ends.values()).hasSize(19).hasOnlyElementsOfType(Fate.Gone.class);
    assertThat(m1.calls).isLessThan(50);
  }

  @Test
  void shouldProveByListingWhereIdsThatAreGoneAreRefused() {
    m1.deleteUnknownRefused = true;
    JobRun run = synced(30);

    run.toTheEnd(
        new java.util.function.Supplier<>() {
          private int call;

          @Override
          public JobRun.Luck get() {
            return ++call == 3 ? JobRun.Luck.LOST_AFTER_ITS_EFFECT : JobRun.Luck.FINE;
          }
        });

    assertAllGone(run, 30);
  }

  @Test
  void shouldDeleteAgainAfterADeleteThatNeverArrived() {
    JobRun run = synced(30);

    run.toTheEnd(
        new java.util.function.Supplier<>() {
          private int call;

          @Override
          public JobRun.Luck get() {
            return ++call == 3 ? JobRun.Luck.LOST_BEFORE_ITS_EFFECT : JobRun.Luck.FINE;
          }
        });

    assertAllGone(run, 30);
    assertThat(run.took()).isLessThan(Duration.ofSeconds(130));
  }

  @Test
  void shouldComeToTheEndWhereDeepPagesAreRefused() {
    m1.deepestPage = 2;

    JobRun run = synced(400).toTheEnd();

    assertAllGone(run, 400);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void shouldCountDamagedRowsAsRead(int damaged) {
    m1.damagedRows = damaged;
    m1.damagedOnEachPage = damaged > 1;

    JobRun run = synced(120).toTheEnd();

    assertAllGone(run, 120);
    assertThat(run.took()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void shouldNotTakeADamagedRowForAbsence() {
    JobRun run = synced(20);
    run.during(Duration.ofMillis(250));
    m1.damagedRows = 1;

    run.during(Duration.ofMinutes(2));
    assertThat(run.ends).as("the damaged row may be one of them").isEmpty();
    m1.damagedRows = 0;
    run.toTheEnd();

    assertAllGone(run, 20);
  }

  @Test
  void shouldLookForTheGroupWhereMarksDoNotTellItsId() {
    m1.namesGroup = false;

    JobRun run = synced(3).toTheEnd();

    assertAllGone(run, 3);
    assertThat(m1.calls).isLessThan(8);
  }

  @Test
  void shouldEndWhereM1NeverNamesTheGroup() {
    m1.namesGroup = false;
    m1.listsGroups = false;

    JobRun run = synced(3).toTheEnd();

    assertThat(run.ends.values()).hasSize(3).hasOnlyElementsOfType(Fate.NotFound.class);
    assertThat(m1.calls).isLessThan(20);
  }
}
