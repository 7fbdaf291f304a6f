package io.m1bridge.contactsync.delete;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

/** Delete jobs over a model of M1. */
abstract class DeleteJobWorld {

  final ModelM1 m1 = new ModelM1();

  static List<Member> members(int count) {
    return IntStream.range(0, count).mapToObj(i -> Member.of("k" + i, email(i))).toList();
  }

  static String email(int number) {
    return "p" + number + "@x.cn";
  }

  JobRun synced(int count) {
    IntStream.range(0, count).forEach(i -> m1.put(email(i)));
    return new JobRun(m1, members(count));
  }

  void assertAllGone(JobRun run, int count) {
    assertThat(run.ends).hasSize(count);
    assertThat(run.ends.values()).hasOnlyElementsOfType(Fate.Gone.class);
    assertThat(m1.contacts).isEmpty();
  }
}
