package io.m1bridge.contactsync.contact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What M1's list of all contacts showed of one, compared with what M1 acknowledged. Lists lag, and
 * an answer may be older than an edit that M1 acknowledged meanwhile: only what two passes through
 * the list show alike is a difference.
 *
 * <p>The maps hold {@link Fingerprint}s of what M1 showed by {@link FieldNames}; {@link
 * FieldNames#WHOLE} stands for the contact itself, which M1 did not show.
 *
 * @param pass the last pass that showed the contact; 0 if none did
 * @param id M1's id of it, as last shown; 0 if the last pass showed none, or two
 * @param odd what one pass showed otherwise
 * @param differs what two passes showed otherwise, and alike
 * @param repaired what was shown before the contact was sent again for it: where M1 shows that once
 *     more, it does not take what it acknowledges
 * @param twice whether M1 listed two under its address, and no whole pass showed one alone since
 * @param alone the last whole pass that showed one alone; 0 if none did, or its address is an email
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Seen(
    long pass,
    long id,
    Map<String, String> odd,
    Map<String, String> differs,
    Map<String, String> repaired,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean twice,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long alone) {

  /** Of a contact that no pass looked for yet. */
  public static final Seen NEVER = new Seen(0, 0, Map.of(), Map.of(), Map.of(), false, 0);

  public Seen {
    odd = read(odd);
    differs = read(differs);
    repaired = read(repaired);
  }

  /**
   * States of before contacts could be known by something else have a missing one's email cleared.
   */
  private static Map<String, String> read(@Nullable Map<String, String> prints) {
    if (prints == null || prints.isEmpty()) {
      return Map.of();
    }
    if (!Fingerprint.CLEARED.equals(prints.get(FieldNames.EMAIL))) {
      return Map.copyOf(prints);
    }
    Map<String, String> whole = new HashMap<>(prints);
    whole.remove(FieldNames.EMAIL);
    whole.put(FieldNames.WHOLE, Fingerprint.CLEARED);
    return Map.copyOf(whole);
  }

  /**
   * A pass showed the contact.
   *
   * @param others the fields that it showed otherwise than M1 acknowledged them
   */
  public Seen shown(long inPass, long m1Id, Map<String, String> others) {
    Map<String, String> once = new HashMap<>();
    Map<String, String> again = new HashMap<>();
    others.forEach(
        (name, print) -> {
          boolean alike = print.equals(odd.get(name)) || print.equals(differs.get(name));
          (alike ? again : once).put(name, print);
        });
    return new Seen(inPass, m1Id, once, again, repaired, twice, alone);
  }

  /** A pass showed the contact while it was on its way: that it is there, and no more. */
  public Seen shown(long inPass, long m1Id) {
    Set<String> all = Set.of(FieldNames.WHOLE);
    return new Seen(inPass, m1Id, without(odd, all), without(differs, all), repaired, twice, alone);
  }

  /** M1 lists its address twice: which id a delete should name cannot be told. */
  public Seen shownTwice() {
    return new Seen(pass, 0, odd, differs, repaired, true, alone);
  }

  /** That the address has no second row, only the whole of the pass can tell. */
  public Seen notYetAlone() {
    return new Seen(pass, id, odd, differs, repaired, true, alone);
  }

  /** A whole pass is over: one that showed a single contact says that there is one. */
  public Seen after(long wholePass) {
    return pass == wholePass && id != 0
        ? new Seen(pass, id, odd, differs, repaired, false, wholePass)
        : this;
  }

  /** Whether the last pass, for the first time, did not show it. */
  @JsonIgnore
  public boolean isOddlyMissing() {
    return odd.containsKey(FieldNames.WHOLE);
  }

  /** A whole pass did not show the contact; of its fields that says nothing. */
  public Seen notShown() {
    boolean again = isOddlyMissing() || isMissing();
    Map<String, String> once = without(odd, Set.of(FieldNames.WHOLE));
    Map<String, String> missing = new HashMap<>(differs);
    (again ? missing : once).put(FieldNames.WHOLE, Fingerprint.CLEARED);
    return new Seen(pass, 0, once, missing, repaired, false, alone);
  }

  /** Whether M1 does not show the contact at all. */
  @JsonIgnore
  public boolean isMissing() {
    return differs.containsKey(FieldNames.WHOLE);
  }

  /** Whether the contact was sent again for all that differs, and M1 shows the same once more. */
  @JsonIgnore
  public boolean isInVain() {
    return differs.entrySet().stream()
        .allMatch(entry -> entry.getValue().equals(repaired.get(entry.getKey())));
  }

  /** M1 acknowledged these fields since. */
  Seen acknowledged(Collection<String> fields) {
    return new Seen(
        pass, id, without(odd, fields), without(differs, fields), repaired, twice, alone);
  }

  /** What differs is sent again. */
  Seen afterRepair() {
    Map<String, String> all = new HashMap<>(repaired);
    all.putAll(differs);
    return new Seen(pass, id, odd, Map.of(), all, twice, alone);
  }

  private static Map<String, String> without(
      Map<String, String> prints, Collection<String> fields) {
    Map<String, String> left = new HashMap<>(prints);
    left.keySet().removeAll(fields);
    return left;
  }

  @Override
  public String toString() {
    return "Seen[pass=" + pass + ", differs=" + differs.size() + "]";
  }
}
