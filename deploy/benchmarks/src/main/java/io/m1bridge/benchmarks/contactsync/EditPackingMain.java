package io.m1bridge.benchmarks.contactsync;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.benchmarks.Statistics;
import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.CallEffects;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Desired;
import io.m1bridge.contactsync.contact.Fingerprint;
import io.m1bridge.contactsync.contact.Owners;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.Synced;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contactsync.pack.Batch;
import io.m1bridge.contactsync.pack.Candidate;
import io.m1bridge.contactsync.pack.EditPacker;
import io.m1bridge.contactsync.pack.Limits;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call.EditContacts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Packs edits and prints figures as one JSON object; runs on contact-sync's class path. */
public final class EditPackingMain {

  static final String OVER_BEST = "smallCasesCallsOverFewest";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final AccountId ACCOUNT = new AccountId("demo");
  private static final List<String> FIELDS =
      List.of(
          "fullName",
          "fax",
          "mobilePhone",
          "jobTitle",
          "companyName",
          "city",
          "address",
          "postCode",
          "qq",
          "notes",
          "weixin",
          "website");
  private static final int ROWS = 1_000;
  private static final int BYTES = 100_000_000;
  private static final int WARM_UP = 5;
  private static final int SMALL_CASES = 200;
  private static final int SMALL_CONTACTS = 7;
  private static final int SMALL_FIELDS = 5;

  private final Random random = new Random(3);
  private final EditPacker packer = new EditPacker(new Limits(ROWS, BYTES));
  private final int contacts;

  private EditPackingMain(int contacts) {
    this.contacts = contacts;
  }

  /** Takes the number of contacts. */
  public static void main(String[] args) throws IOException {
    Map<String, Double> figures = new LinkedHashMap<>();
    EditPackingMain main = new EditPackingMain(Integer.parseInt(args[0]));
    // One field changed, everything that we ever wrote is known.
    main.measure("routine", new Mix(0.8, 1.0, 0.1), figures);
    // Several fields changed, some values are not known to us.
    main.measure("mixed", new Mix(0.7, 0.7, 0.3), figures);
    // After calls of unknown outcome: nothing can pad.
    main.measure("doubtful", new Mix(0.6, 0.0, 0.0), figures);
    main.smallCases(figures);
    System.out.println(new ObjectMapper().writeValueAsString(figures));
  }

  /**
   * What contacts are like.
   *
   * @param owned share of fields that the CRM has
   * @param known share of those whose value in M1 is known
   * @param changed share of those known that are to change
   */
  private record Mix(double owned, double known, double changed) {}

  private void measure(String name, Mix mix, Map<String, Double> figures) {
    List<ContactState> states = contacts(mix, contacts, FIELDS.size());
    for (int i = 0; i < WARM_UP; i++) {
      calls(states, new ArrayList<>());
    }
    List<Long> nanos = new ArrayList<>();
    int calls = calls(states, nanos);
    double[] ms = nanos.stream().mapToDouble(each -> each / 1e6).toArray();
    figures.put(name + "Calls", (double) calls);
    figures.put(name + "SimpleRuleCalls", (double) simpleRule(states));
    figures.put(name + "RowsPerCall", (double) contacts / calls);
    figures.put(name + "FirstCallMs", ms[0]);
    figures.put(name + "MedianCallMs", Statistics.median(ms));
    figures.put(name + "TotalMs", Arrays.stream(ms).sum());
  }

  /** Packs until nothing is left, as if M1 accepted everything. */
  private int calls(List<ContactState> states, List<Long> nanos) {
    Map<String, ContactState> left = new LinkedHashMap<>();
    states.forEach(contact -> left.put(contact.key().key(), contact));
    int calls = 0;
    while (true) {
      List<Candidate<Work.Edit>> candidates = candidates(left);
      if (candidates.isEmpty()) {
        return calls;
      }
      // Its own processor time: beside others the clock tells more of these.
      long begun = THREADS.getCurrentThreadCpuTime();
      Batch<EditContacts> batch =
          packer.pack(candidates, new Properties(List.of()), false).orElseThrow();
      nanos.add(THREADS.getCurrentThreadCpuTime() - begun);
      calls++;
      for (SentRow row : batch.rows()) {
        left.computeIfPresent(row.key(), (key, state) -> CallEffects.edited(state, row));
      }
    }
  }

  /**
   * Calls by the rule that needs no search: one header with every column that anybody changes, for
   * all who can fill it; the others go with those that change the same columns.
   */
  private static int simpleRule(List<ContactState> states) {
    Map<String, ContactState> left = new LinkedHashMap<>();
    states.forEach(contact -> left.put(contact.key().key(), contact));
    List<Work.Edit> edits = candidates(left).stream().map(Candidate::work).toList();
    Set<String> header = new HashSet<>();
    edits.forEach(edit -> header.addAll(edit.values().keySet()));
    Map<Set<String>, Integer> byColumns = new LinkedHashMap<>();
    for (Work.Edit edit : edits) {
      Set<String> filled = new HashSet<>(edit.values().keySet());
      filled.addAll(edit.known());
      Set<String> columns = filled.containsAll(header) ? header : edit.values().keySet();
      byColumns.merge(Set.copyOf(columns), 1, Integer::sum);
    }
    return byColumns.values().stream().mapToInt(rows -> (rows + ROWS - 1) / ROWS).sum();
  }

  private static List<Candidate<Work.Edit>> candidates(Map<String, ContactState> left) {
    List<Candidate<Work.Edit>> candidates = new ArrayList<>();
    left.values()
        .removeIf(
            contact -> {
              Work work = Work.of(contact, AddMerge.NEW_WINS, Owners.ALL_CRM);
              if (work instanceof Work.Edit edit) {
                candidates.add(new Candidate<>(contact, edit));
                return false;
              }
              return true;
            });
    return candidates;
  }

  private List<ContactState> contacts(Mix mix, int count, int fields) {
    List<ContactState> states = new ArrayList<>();
    while (states.size() < count) {
      ContactState contact = contact(states.size(), mix, FIELDS.subList(0, fields));
      if (Work.of(contact, AddMerge.NEW_WINS, Owners.ALL_CRM) instanceof Work.Edit) {
        states.add(contact);
      }
    }
    return states;
  }

  private ContactState contact(int number, Mix mix, List<String> fields) {
    String email = "p" + number + "@example.cn";
    Map<String, @Nullable String> wanted = new LinkedHashMap<>();
    Map<String, @Nullable String> inM1 = new LinkedHashMap<>();
    wanted.put("email", email);
    for (String field : fields) {
      if (random.nextDouble() < mix.owned()) {
        String value = "value " + random.nextInt(20);
        boolean changes = random.nextDouble() < mix.changed();
        wanted.put(field, changes ? "new" : value);
        inM1.put(field, random.nextDouble() < mix.known() ? Fingerprint.of(value) : null);
      }
    }
    return new ContactState(
        new ContactKey(ACCOUNT, "k" + number),
        new Desired(wanted, Set.of(), false),
        new Synced(email, inM1, Set.of()),
        Map.of(),
        List.of(),
        null,
        Progress.IDLE,
        null,
        null,
        null,
        null);
  }

  private void smallCases(Map<String, Double> figures) {
    int ours = 0;
    int best = 0;
    for (int i = 0; i < SMALL_CASES; i++) {
      Mix mix = new Mix(0.6, random.nextDouble(), 0.3);
      List<ContactState> few = contacts(mix, SMALL_CONTACTS, SMALL_FIELDS);
      ours += calls(few, new ArrayList<>());
      best += FewestEdits.of(few, FIELDS.subList(0, SMALL_FIELDS));
    }
    figures.put(OVER_BEST, (double) ours / best);
  }
}
