package io.m1bridge.contactsync.errand.web;

import static io.m1bridge.contactsync.errand.web.FakeAsker.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m1bridge.contactsync.errand.web.PropertyUse.Holders;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.OpType;
import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A person has M1 changed, without a task between. */
abstract class ChangesWorld {

  final FakeAsker asker = new FakeAsker();
  final MutableClock clock = MutableClock.at("2026-11-27T10:00:00Z");
  final Changes changes =
      new Changes(new FakeUse("Level", new Holders(12, false)), Optional.of("do-not-mail"), clock);

  Proposal propose(ChangeRequest asked) {
    return changes.propose(asker.asking(), ACCOUNT, asked);
  }

  Changed confirm(Proposal proposal) {
    return changes.confirm(asker.asking(), ACCOUNT, proposal.confirmation());
  }

  Problem refused(ChangeRequest asked) {
    ProblemException no = catchThrowableOfType(ProblemException.class, () -> propose(asked));
    assertThat(no).as("refused").isNotNull();
    return no.problem();
  }

  Problem notConfirmed(AccountId account, String confirmation) {
    ProblemException no =
        catchThrowableOfType(
            ProblemException.class, () -> changes.confirm(asker.asking(), account, confirmation));
    assertThat(no).as("not confirmed").isNotNull();
    return no.problem();
  }

  static ChangeRequest to(String action, String name) {
    return new ChangeRequest(action, name, null, null, null, null, null, null);
  }

  static ChangeRequest forced(String action, String name) {
    return new ChangeRequest(action, name, null, null, null, null, null, true);
  }

  static ChangeRequest renamed(String name, String to, Boolean force) {
    return new ChangeRequest("edit-property", name, null, to, null, null, null, force);
  }

  static ChangeRequest deletedGroup(String name, Long id, boolean withContacts) {
    return new ChangeRequest("delete-group", name, id, null, null, null, withContacts, null);
  }

  void contactIn(String group, String email) {
    asker.m1.send(
        ACCOUNT,
        new AccessToken("t"),
        new M1Call.AddContacts(
            List.of(Contact.of(Map.of(ContactField.EMAIL, email), Map.of())),
            Optional.of(group),
            OpType.MERGE));
  }

  List<String> groups() {
    return asker.asking().ask(new M1Call.ListGroups(1, 50, Optional.empty())).rows().stream()
        .map(M1Answers.Group::name)
        .toList();
  }

  List<String> labels() {
    return asker.asking().ask(new M1Call.ListProperties()).rows().stream()
        .map(M1Answers.Property::label)
        .toList();
  }
}
