package io.m1bridge.contactsync.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.CallEffects;
import io.m1bridge.contactsync.contact.Changes;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Owner;
import io.m1bridge.contactsync.contact.Owners;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Column;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call.AddContacts;
import io.m1bridge.m1.M1Call.EditContacts;
import io.m1bridge.m1.wire.FormSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PackPropertiesTest {

  private static final AccountId ACCOUNT = new AccountId("demo");
  private static final String[] FIELDS = {
    "fullName", "jobTitle", "city", "notes", "qq", "custom:Level", "custom:等级"
  };
  private static final String[] GROUPS = {"VIP", "会员", "News"};
  private static final Properties PROPERTIES =
      new Properties(
          List.of(
              new M1Answers.Property(1, "Level", 1, ""), new M1Answers.Property(2, "等级", 1, "")));

  @Property(tries = 200)
  void shouldAddEveryContactToEveryGroupOnce(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 60) int contacts,
      @ForAll @IntRange(min = 1, max = 20) int maxRows,
      @ForAll @IntRange(min = 200, max = 6_000) int maxBytes,
      @ForAll boolean oldestFirst) {
    AddPacker packer = new AddPacker(new Limits(maxRows, maxBytes));
    Map<String, ContactState> states = new HashMap<>();
    Map<String, Integer> calls = new HashMap<>();
    for (int i = 0; i < contacts; i++) {
      ContactState state = wanted(i, random);
      states.put(state.key().key(), state);
    }
    for (int call = 0; ; call++) {
      assertThat(call).isLessThan(contacts * 4 + 1);
      List<Candidate<Work.Add>> candidates = adds(states);
      Optional<Batch<AddContacts>> packed = packer.pack(candidates, PROPERTIES, oldestFirst);
      if (packed.isEmpty()) {
        assertThat(candidates).isEmpty();
        break;
      }
      Batch<AddContacts> batch = packed.get();
      fits(batch, maxRows, maxBytes);
      if (oldestFirst) {
        assertThat(batch.rows().get(0).key()).isEqualTo(candidates.get(0).state().key().key());
      }
      for (SentRow row : batch.rows()) {
        calls.merge(row.key() + batch.call().groupName(), 1, Integer::sum);
        states.compute(
            row.key(),
            (key, state) ->
                Outcomes.requeued(
                        CallEffects.added(
                            Outcomes.dispatched(state, "c", row),
                            row,
                            batch.call().groupName(),
                            AddMerge.NEW_WINS),
                        null)
                    .state());
      }
    }
    assertThat(calls.values()).containsOnly(1);
    states
        .values()
        .forEach(state -> assertThat(state.synced().groups()).isEqualTo(state.desired().groups()));
  }

  @Property(tries = 200)
  void shouldEditEveryFieldOnceAndWipeNothing(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 80) int contacts,
      @ForAll @IntRange(min = 1, max = 30) int maxRows,
      @ForAll @IntRange(min = 200, max = 6_000) int maxBytes,
      @ForAll boolean oldestFirst) {
    Owners owners = owners(random);
    EditPacker packer = new EditPacker(new Limits(maxRows, maxBytes));
    Map<String, ContactState> states = new HashMap<>();
    for (int i = 0; i < contacts; i++) {
      ContactState state = synced(wanted(i, random));
      states.put(state.key().key(), Changes.fold(state, change(state.key(), random), 2, owners));
    }
    Set<String> edited = new HashSet<>();
    while (true) {
      List<Candidate<Work.Edit>> candidates = edits(states, owners);
      Optional<Batch<EditContacts>> packed = packer.pack(candidates, PROPERTIES, oldestFirst);
      if (packed.isEmpty()) {
        assertThat(candidates).isEmpty();
        return;
      }
      Batch<EditContacts> batch = packed.get();
      fits(batch, maxRows, maxBytes);
      if (oldestFirst && !batch.full()) {
        assertThat(batch.rows())
            .anyMatch(row -> row.key().equals(candidates.get(0).state().key().key()));
      }
      for (int i = 0; i < batch.rows().size(); i++) {
        SentRow row = batch.rows().get(i);
        ContactState state = states.get(row.key());
        assertThat(row.fingerprints()).isNotEmpty();
        for (String field : row.fingerprints().keySet()) {
          assertThat(edited.add(row.key() + " " + field)).as("edited once").isTrue();
        }
        cellsAreOurs(batch.call(), batch.call().rows().get(i), state);
        for (Column column : batch.call().columns().subList(1, batch.call().columns().size())) {
          boolean news = row.fingerprints().containsKey(name(column));
          assertThat(owners.of(name(column)))
              .as("who owns what a row carries")
              .isIn(news ? List.of(Owner.CRM, Owner.SHARED) : List.of(Owner.CRM));
        }
        states.put(row.key(), CallEffects.edited(state, row));
      }
    }
  }

  @Property(tries = 200)
  void shouldTakeNoMoreCallsThanColumnByColumn(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 300) int contacts,
      @ForAll @IntRange(min = 5, max = 60) int maxRows) {
    EditPacker packer = new EditPacker(new Limits(maxRows, 1_000_000));
    Map<String, ContactState> states = new HashMap<>();
    Map<String, Integer> needing = new HashMap<>();
    for (int i = 0; i < contacts; i++) {
      ContactState state = doubtful(synced(wanted(i, random)), random);
      states.put(state.key().key(), state);
    }
    edits(states)
        .forEach(
            one ->
                one.work().values().keySet().forEach(name -> needing.merge(name, 1, Integer::sum)));
    int most = contacts / maxRows;
    for (int rows : needing.values()) {
      most += (rows + maxRows - 1) / maxRows;
    }
    int calls = 0;
    for (List<Candidate<Work.Edit>> left = edits(states); !left.isEmpty(); left = edits(states)) {
      for (SentRow row : packer.pack(left, PROPERTIES, false).orElseThrow().rows()) {
        states.computeIfPresent(row.key(), (key, state) -> CallEffects.edited(state, row));
      }
      calls++;
    }
    assertThat(calls).isLessThanOrEqualTo(most);
  }

  /** As after an edit of unknown outcome: what it carried is written again, nothing can pad. */
  private static ContactState doubtful(ContactState state, Random random) {
    Map<String, String> values = new HashMap<>(state.desired().fields());
    values.remove("email");
    values.keySet().removeIf(name -> random.nextInt(5) == 0);
    values.replaceAll((name, value) -> value + "?");
    ContactState changed =
        Changes.fold(
            state,
            new ContactChange(state.key(), "e2", ContactChangeType.PATCHED, values, null, null),
            2);
    SentRow row = SentRow.of(state.key().key(), state.synced().email(), values);
    return Outcomes.requeued(CallEffects.expired(Outcomes.dispatched(changed, "c", row), row), null)
        .state();
  }

  private static void cellsAreOurs(EditContacts call, List<String> cells, ContactState state) {
    for (int column = 1; column < cells.size(); column++) {
      String name = name(call.columns().get(column));
      String wanted = state.desired().fields().get(name);
      assertThat(state.desired().fields()).containsKey(name);
      assertThat(cells.get(column)).isEqualTo(wanted == null ? "" : wanted);
      boolean ours =
          state.synced().fields().get(name) != null
              || (state.desired().fields().containsKey(name) && wanted != null);
      assertThat(ours).as("never a column that we know nothing of").isTrue();
    }
  }

  private static String name(Column column) {
    if (column instanceof Column.Property property) {
      return "custom:" + property.name();
    }
    return ((Column.Field) column).field().key();
  }

  private static void fits(Batch<?> batch, int maxRows, int maxBytes) {
    assertThat(batch.rows()).isNotEmpty().hasSizeLessThanOrEqualTo(maxRows);
    if (batch.rows().size() > 1) {
      assertThat(FormSize.bytes(batch.call())).isLessThanOrEqualTo(maxBytes);
    }
  }

  private static List<Candidate<Work.Add>> adds(Map<String, ContactState> states) {
    List<Candidate<Work.Add>> candidates = new ArrayList<>();
    states.forEach(
        (key, state) -> {
          if (work(state, Owners.ALL_CRM) instanceof Work.Add add) {
            candidates.add(new Candidate<>(state, add));
          }
        });
    return candidates;
  }

  private static List<Candidate<Work.Edit>> edits(Map<String, ContactState> states) {
    return edits(states, Owners.ALL_CRM);
  }

  private static List<Candidate<Work.Edit>> edits(Map<String, ContactState> states, Owners owners) {
    List<Candidate<Work.Edit>> candidates = new ArrayList<>();
    states.forEach(
        (key, state) -> {
          if (work(state, owners) instanceof Work.Edit edit) {
            candidates.add(new Candidate<>(state, edit));
          }
        });
    return candidates;
  }

  private static Work work(ContactState state, Owners owners) {
    return Work.of(owners.wanted(state), AddMerge.NEW_WINS, owners);
  }

  private static Owners owners(Random random) {
    Map<String, Owner> named = new HashMap<>();
    for (String field : FIELDS) {
      named.put(field, Owner.values()[random.nextInt(Owner.values().length)]);
    }
    return new Owners(named);
  }

  private static ContactState wanted(int number, Random random) {
    ContactKey key = new ContactKey(ACCOUNT, "k" + number);
    Map<String, String> fields = new HashMap<>();
    fields.put("email", "p" + number + "@example.cn");
    for (String field : FIELDS) {
      if (random.nextBoolean()) {
        fields.put(field, "梅" + random.nextInt(3));
      }
    }
    Set<String> groups = new HashSet<>();
    for (String group : GROUPS) {
      if (random.nextInt(3) == 0) {
        groups.add(group);
      }
    }
    ContactState state = ContactState.unknown(key);
    return Changes.fold(state, Changes.upsert(1, fields, groups), 1);
  }

  private static ContactState synced(ContactState state) {
    Work.Add add = (Work.Add) work(state, Owners.ALL_CRM);
    SentRow row = SentRow.of(state.key().key(), state.desired().address(), add.values());
    ContactState added = Outcomes.dispatched(state, "c", row);
    added = CallEffects.added(added, row, Optional.empty(), AddMerge.NEW_WINS);
    for (String group : add.groups()) {
      added = CallEffects.added(added, row, Optional.of(group), AddMerge.NEW_WINS);
    }
    return Outcomes.requeued(added, null).state();
  }

  private static ContactChange change(ContactKey key, Random random) {
    Map<String, String> fields = new HashMap<>();
    for (String field : FIELDS) {
      if (random.nextInt(4) == 0) {
        fields.put(field, random.nextInt(3) == 0 ? null : "新" + random.nextInt(3));
      }
    }
    return new ContactChange(key, "e2", ContactChangeType.PATCHED, fields, null, null);
  }
}
