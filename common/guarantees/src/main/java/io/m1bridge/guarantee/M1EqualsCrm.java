package io.m1bridge.guarantee;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * M1 has every contact of the CRM once, with the same values, and no other. Contacts of M1 may come
 * one by one.
 *
 * @param <E> what the CRM has of a contact
 * @param <A> what M1 has of it
 */
public final class M1EqualsCrm<E, A> {

  private final Map<String, E> expected;
  private final Function<A, String> email;
  private final BiFunction<E, A, List<String>> differences;
  private final List<Mismatch> mismatches = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  /**
   * One contact that is not as it should be.
   *
   * @param email whose
   * @param differences names of the fields that differ, or one sentence if all of it does
   */
  public record Mismatch(String email, List<String> differences) {}

  /**
   * @param expected what the CRM has, by email
   * @param email of what M1 has, as the keys are written
   * @param differences between what the CRM and M1 have of one contact
   */
  public M1EqualsCrm(
      Map<String, E> expected,
      Function<A, String> email,
      BiFunction<E, A, List<String>> differences) {
    this.expected = expected;
    this.email = email;
    this.differences = differences;
  }

  /** M1 has this contact. */
  public void take(A contact) {
    String whose = email.apply(contact);
    E should = expected.get(whose);
    List<String> wrong;
    if (should == null) {
      wrong = List.of("M1 has it, the CRM does not");
    } else if (!seen.add(whose)) {
      wrong = List.of("M1 has it more than once");
    } else {
      wrong = differences.apply(should, contact);
    }
    if (!wrong.isEmpty()) {
      mismatches.add(new Mismatch(whose, wrong));
    }
  }

  /** M1 has these contacts. */
  public M1EqualsCrm<E, A> takeAll(Iterable<A> contacts) {
    contacts.forEach(this::take);
    return this;
  }

  /** After the last one: one per contact that is wrong, missing, there twice, or there at all. */
  public List<Mismatch> mismatches() {
    List<Mismatch> all = new ArrayList<>(mismatches);
    for (String whose : expected.keySet()) {
      if (!seen.contains(whose)) {
        all.add(new Mismatch(whose, List.of("M1 does not have it")));
      }
    }
    return all;
  }

  /**
   * The fields whose values differ; one that is empty is absent.
   *
   * @param prefix before each name
   */
  public static List<String> fields(
      String prefix, Map<String, String> expected, Map<String, String> actual) {
    List<String> differences = new ArrayList<>();
    Set<String> names = new TreeSet<>(expected.keySet());
    names.addAll(actual.keySet());
    for (String name : names) {
      String should = expected.get(name);
      String is = actual.get(name);
      if (should == null) {
        differences.add(prefix + name + " should be empty");
      } else if (is == null) {
        differences.add(prefix + name + " is empty");
      } else if (!should.equals(is)) {
        differences.add(prefix + name + " differs");
      }
    }
    return differences;
  }
}
