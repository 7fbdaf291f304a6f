package io.m1bridge.contactsync.pack;

import io.m1bridge.contactsync.contact.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Field names as bits, those of the oldest contact first, then the most needed. */
final class EditColumns {

  private final List<String> names;
  private final Map<String, Long> bits = new HashMap<>();

  private EditColumns(List<String> names) {
    this.names = names;
    for (int i = 0; i < names.size(); i++) {
      bits.put(names.get(i), 1L << i);
    }
  }

  /**
   * Numbers what they need.
   *
   * @param candidates oldest first, not empty
   */
  static EditColumns of(List<Candidate<Work.Edit>> candidates) {
    Map<String, Integer> rows = new LinkedHashMap<>();
    for (Candidate<Work.Edit> candidate : candidates) {
      candidate.work().values().keySet().forEach(name -> rows.merge(name, 1, Integer::sum));
    }
    Map<String, String> oldest = candidates.get(0).work().values();
    Comparator<String> order = Comparator.comparing(name -> !oldest.containsKey(name));
    return new EditColumns(
        rows.keySet().stream()
            .sorted(
                order.thenComparing(
                    Comparator.comparing((String name) -> rows.getOrDefault(name, 0)).reversed()))
            .limit(HeaderChoice.COLUMNS)
            .toList());
  }

  HeaderChoice.Rows row(Candidate<Work.Edit> candidate) {
    long needs = 0;
    boolean needsMore = false;
    for (String name : candidate.work().values().keySet()) {
      needs |= bit(name);
      needsMore |= bit(name) == 0;
    }
    long allows = needs;
    for (String name : candidate.work().known()) {
      allows |= bit(name);
    }
    return new HeaderChoice.Rows(needs, allows, needsMore, 1);
  }

  /** The names of a header, in the order of their numbers. */
  List<String> names(long header) {
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if ((header & 1L << i) != 0) {
        chosen.add(names.get(i));
      }
    }
    return chosen;
  }

  private long bit(String name) {
    return bits.getOrDefault(name, 0L);
  }
}
