package io.m1bridge.contactsync.errand.web;

import io.m1bridge.contactsync.contact.Labels;
import io.m1bridge.contactsync.errand.web.PropertyUse.Holders;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.ui.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What it would be to make, change or delete a custom property, by what M1 has now. */
final class PropertyPlans {

  private static final int TEXT = 1;
  private static final int DROP_DOWN = 2;

  private final PropertyUse use;

  PropertyPlans(PropertyUse use) {
    this.use = use;
  }

  /** Made twice, M1 has two: what is there is looked for first. */
  Plan toAdd(AtM1.Asking asking, String label, ChangeRequest asked) {
    if (all(asking).stream().anyMatch(property -> isSame(property.label(), label))) {
      throw Named.exists("property", label);
    }
    List<String> options = options(asked);
    String description = asked.description() == null ? label : asked.description();
    return Plan.toMake(
        new M1Call.AddProperty(label, options.isEmpty() ? TEXT : DROP_DOWN, description, options),
        "A custom property \""
            + label
            + "\" is made in M1, "
            + (options.isEmpty() ? "for texts" : "a drop-down of " + options.size() + " options"));
  }

  /** Another label, description or options. */
  Plan toEdit(AtM1.Asking asking, AccountId account, String label, ChangeRequest asked) {
    List<M1Answers.Property> all = all(asking);
    M1Answers.Property property = theOne(all, label, asked.id());
    String to = asked.to() == null ? property.label() : Named.checked("to", asked.to());
    boolean renamed = !isSame(to, property.label());
    if (renamed && all.stream().anyMatch(other -> isSame(other.label(), to))) {
      throw Named.exists("property", to);
    }
    List<String> options = options(asked);
    if (property.type() == DROP_DOWN && options.isEmpty()) {
      throw Problem.of(400, "options-missing", "The property is a drop-down")
          .withAdvice("Name all of its options: M1 has no call that lists them, and may lose them")
          .toException();
    }
    if (property.type() != DROP_DOWN && !options.isEmpty()) {
      throw Problem.of(400, "options-of-a-text", "The property is a text: it has no options")
          .toException();
    }
    if (renamed) {
      mustBeFree(account, label, asked);
    }
    String description = asked.description() == null ? property.description() : asked.description();
    Holders holders = use.holders(account, label);
    return new Plan(
        new M1Call.EditProperty(property.id(), to, property.type(), description, options),
        "The custom property \""
            + label
            + "\" of M1 "
            + (renamed ? "is called \"" + to + "\" from then on" : "is described anew"),
        holders.contacts(),
        !holders.whole(),
        renamed ? madeAgain(label, holders) : List.of());
  }

  /** It goes with its values in all contacts. */
  Plan toDelete(AtM1.Asking asking, AccountId account, String label, ChangeRequest asked) {
    M1Answers.Property property = theOne(all(asking), label, asked.id());
    mustBeFree(account, label, asked);
    Holders holders = use.holders(account, label);
    List<String> warnings = new ArrayList<>(List.of("M1 cannot undo it"));
    warnings.addAll(madeAgain(label, holders));
    return new Plan(
        new M1Call.DeleteProperty(property.id()),
        "The custom property \"" + label + "\" is deleted in M1, with its values in all contacts",
        holders.contacts(),
        !holders.whole(),
        warnings);
  }

  /**
   * Without what contacts are known by nobody is found any more, and all are added once more.
   *
   * @throws io.m1bridge.ui.problem.ProblemException 409 if contacts are known by it, or if a
   *     mapping writes it, unless forced
   */
  private void mustBeFree(AccountId account, String label, ChangeRequest asked) {
    if (use.isIdentity(account, label)) {
      throw Problem.of(409, "property-is-identity", "Contacts of the account are known by it")
          .withAdvice("It stays as long as the account has contacts: docs/mapping.md, identity")
          .toException();
    }
    Set<String> topics = use.topics(label);
    if (!topics.isEmpty() && !asked.isForced()) {
      throw Problem.of(409, "property-in-use", "A mapping of this deployment writes the property")
          .withDetail("\"" + label + "\" is written by the mapping of " + String.join(", ", topics))
          .withAdvice("Change the mapping first, or say force if it is meant")
          .toException();
    }
  }

  private List<String> madeAgain(String label, Holders holders) {
    return holders.contacts() > 0 || !use.topics(label).isEmpty()
        ? List.of(
            "The CRM has values of it: contact-sync makes a property \""
                + label
                + "\" again when one of them changes, unless"
                + " m1bridge.contact-sync.create-properties is false")
        : List.of();
  }

  /** A list with rows that cannot be read may have the label among them. */
  private static List<M1Answers.Property> all(AtM1.Asking asking) {
    M1Answers.Rows<M1Answers.Property> rows = asking.ask(new M1Call.ListProperties());
    if (!rows.damaged().isEmpty()) {
      throw Problem.of(502, "m1-list-damaged", "M1's list of properties cannot be read whole")
          .withDetail(rows.damaged().size() + " of its rows cannot")
          .withAdvice("Ask again in a minute; change it at M1 if it stays so")
          .toException();
    }
    return rows.rows();
  }

  private static List<String> options(ChangeRequest asked) {
    return asked.choices().stream().map(option -> Named.checked("options", option)).toList();
  }

  private static M1Answers.Property theOne(
      List<M1Answers.Property> all, String label, @Nullable Long id) {
    List<M1Answers.Property> meant =
        all.stream()
            .filter(property -> isSame(property.label(), label))
            .filter(property -> id == null || Objects.equals(id, property.id()))
            .toList();
    if (meant.isEmpty()) {
      throw Named.missing("property", label);
    }
    if (meant.size() > 1) {
      throw Named.several("properties", label, meant.stream().map(M1Answers.Property::id).toList());
    }
    return meant.get(0);
  }

  private static boolean isSame(String one, String other) {
    return Labels.comparable(one).equals(Labels.comparable(other));
  }
}
