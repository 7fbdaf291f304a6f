package io.m1bridge.contactsync.errand.web;

import io.m1bridge.contactsync.contact.Labels;
import io.m1bridge.contactsync.delete.GroupNames;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.ui.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What it would be to make or delete a group, or make a tag, by what M1 has now. */
final class GroupPlans {

  private final Optional<String> doNotMail;

  /**
   * @param doNotMail the group that who is not to be mailed joins, where that is so
   */
  GroupPlans(Optional<String> doNotMail) {
    this.doNotMail = doNotMail;
  }

  /** Made twice, M1 may have two of the same name: what is there is looked for first. */
  Plan toAdd(AtM1.Asking asking, String name) {
    if (!Alike.groups(name).named(asking, name, null).isEmpty()) {
      throw Named.exists("group", name);
    }
    return Plan.toMake(
        new M1Call.AddGroup(name),
        "A group \"" + name + "\" is made in M1. Contacts join it when the CRM names it",
        "No call of M1 takes a single contact out of a group again");
  }

  /** The same of a tag. */
  Plan toAddTag(AtM1.Asking asking, String name) {
    if (!Alike.tags(name).named(asking, name, null).isEmpty()) {
      throw Named.exists("tag", name);
    }
    return Plan.toMake(
        new M1Call.AddTag(name),
        "A tag \"" + name + "\" is made in M1",
        "No call of M1 puts a tag on a contact, renames or deletes it: people do, at M1");
  }

  /** A group goes alone, or together with its contacts. */
  Plan toDelete(AtM1.Asking asking, AccountId account, String name, ChangeRequest asked) {
    M1Answers.Group group = theOne(Alike.groups(name).named(asking, name, asked.id()), name);
    if (GroupNames.isOurs(account, group.name().strip())) {
      throw Problem.of(409, "group-of-a-delete", "A delete of contact-sync made this group")
          .withAdvice("It removes the group itself when it is through")
          .toException();
    }
    if (!asked.isForced() && doNotMail.filter(used -> isSame(used, group.name())).isPresent()) {
      throw Problem.of(409, "group-in-use", "Who is not to be mailed joins this group")
          .withDetail("\"" + name + "\" is m1bridge.contact-sync.do-not-mail-group")
          .withAdvice("Say force if it is meant: campaigns that leave it out reach them then")
          .toException();
    }
    Long contacts = ListAtM1.said(group.contactSize());
    String many = contacts == null ? "contacts, M1 does not say how many," : contacts + " contacts";
    boolean along = asked.takesContactsAlong();
    List<String> warnings = new ArrayList<>(List.of("M1 cannot undo it"));
    if (along) {
      warnings.add(
          "The CRM still wants those of them that are its own: they are listed as missing in M1");
    } else {
      warnings.add("The CRM may want contacts in it: they are listed as differing in M1");
    }
    return new Plan(
        new M1Call.DeleteGroups(List.of(group.id()), along),
        "The group \""
            + name
            + "\" is deleted in M1; its "
            + many
            + (along ? " are deleted too" : " stay"),
        contacts,
        false,
        warnings);
  }

  private static M1Answers.Group theOne(List<M1Answers.Group> meant, String name) {
    if (meant.isEmpty()) {
      throw Named.missing("group", name);
    }
    if (meant.size() > 1) {
      throw Named.several("groups", name, meant.stream().map(M1Answers.Group::id).toList());
    }
    return meant.get(0);
  }

  private static boolean isSame(String one, String other) {
    return Labels.comparable(one).equals(Labels.comparable(other));
  }
}
