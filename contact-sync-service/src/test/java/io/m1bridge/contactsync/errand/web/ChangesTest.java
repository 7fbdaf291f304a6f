package io.m1bridge.contactsync.errand.web;

import static io.m1bridge.contactsync.errand.web.FakeAsker.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.M1Call;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change would do is told, and happens once it is confirmed. */
class ChangesTest extends ChangesWorld {
  @Test
  void shouldDoNothingBeforeItIsConfirmed() {
    Proposal proposal = propose(to("add-group", " vip "));

    assertThat(proposal.says()).contains("\"vip\"");
    assertThat(proposal.contacts()).isZero();
    assertThat(proposal.calls()).isEqualTo(1);
    assertThat(groups()).isEmpty();

    Changed changed = confirm(proposal);

    assertThat(groups()).containsExactly("vip");
    assertThat(changed.id()).isPositive();
    assertThat(changed.calls()).as("looked at again, and made").isEqualTo(2);
    assertThat(notConfirmed(ACCOUNT, proposal.confirmation()).status()).as("once").isEqualTo(404);
  }

  @Test
  void shouldMakeNothingTwice() {
    confirm(propose(to("add-group", "vip")));
    confirm(propose(to("add-tag", "vip")));
    confirm(propose(to("add-property", "Size")));

    assertThat(refused(to("add-group", "vip")).status()).isEqualTo(409);
    assertThat(refused(to("add-tag", "vip")).status()).isEqualTo(409);
    assertThat(refused(to("add-property", "size ")).status()).isEqualTo(409);
  }

  @Test
  void shouldDeleteAGroupAloneOrWithItsContacts() {
    contactIn("vip", "a@x.cn");
    contactIn("old", "b@x.cn");
    Proposal alone = propose(deletedGroup("vip", null, false));
    Proposal along = propose(deletedGroup("old", null, true));

    assertThat(alone.says()).contains("its 1 contacts stay");
    assertThat(along.says()).contains("its 1 contacts are deleted too");
    assertThat(along.contacts()).isEqualTo(1);
    assertThat(along.warnings()).contains("M1 cannot undo it");
    confirm(alone);
    assertThat(confirm(along).calls()).as("counted once more").isEqualTo(2);
    assertThat(groups()).isEmpty();
    assertThat(asker.m1.store().contacts()).hasSize(1);
  }

  @Test
  void shouldAskWhichOfSeveral() {
    asker.asking().ask(new M1Call.AddGroup("vip"));
    long other = asker.asking().ask(new M1Call.AddGroup("vip")).id();

    assertThat(refused(deletedGroup("vip", null, false)).detail()).contains("" + other);
    confirm(propose(deletedGroup("vip", other, false)));
    assertThat(groups()).hasSize(1);
    assertThat(refused(deletedGroup("none", null, false)).status()).isEqualTo(404);
  }

  @Test
  void shouldKeepGroupsThatAreInUse() {
    asker.asking().ask(new M1Call.AddGroup("do-not-mail"));
    asker.asking().ask(new M1Call.AddGroup("m1bridge-del-demo-abc-1"));

    assertThat(refused(to("delete-group", "do-not-mail")).detail()).contains("do-not-mail-group");
    assertThat(refused(forced("delete-group", "m1bridge-del-demo-abc-1")).status()).isEqualTo(409);
    confirm(propose(forced("delete-group", "do-not-mail")));
    assertThat(groups()).containsExactly("m1bridge-del-demo-abc-1");
  }

  @Test
  void shouldNeverDeleteOrRenameWhatContactsAreKnownBy() {
    asker.asking().ask(new M1Call.AddProperty("Customer no", 1, "", List.of()));

    assertThat(refused(forced("delete-property", "Customer no")).title()).contains("known by it");
    assertThat(refused(renamed("Customer no", "No", null)).title()).contains("known by it");
  }

  @Test
  void shouldRefuseToDeleteOrRenameWhatAMappingWrites() {
    asker.asking().ask(new M1Call.AddProperty("Level", 1, "", List.of()));

    assertThat(refused(to("delete-property", "Level")).detail())
        .contains("\"Level\"", "crm.customers");
    assertThat(refused(renamed("Level", "Class", null)).status()).isEqualTo(409);
    Proposal forced = propose(forced("delete-property", "Level"));
    assertThat(forced.contacts()).isEqualTo(12);
    assertThat(forced.atLeast()).isTrue();
    assertThat(forced.warnings()).anyMatch(text -> text.contains("makes a property \"Level\""));
    confirm(forced);
    assertThat(labels()).isEmpty();
  }

  @Test
  void shouldRenameAProperty() {
    asker.asking().ask(new M1Call.AddProperty("Size", 1, "how large", List.of()));
    asker.asking().ask(new M1Call.AddProperty("Colour", 1, "", List.of()));

    assertThat(refused(renamed("Size", "colour", null)).status()).isEqualTo(409);
    confirm(propose(renamed("Size", "Volume", null)));
    assertThat(labels()).containsExactlyInAnyOrder("Volume", "Colour");
    assertThat(asker.m1.calls(M1Call.EditProperty.class).get(0).description())
        .isEqualTo("how large");
  }

  @Test
  void shouldNotLoseTheOptionsOfADropDown() {
    ChangeRequest made =
        new ChangeRequest("add-property", "Size", null, null, null, List.of("S", "L"), null, null);
    confirm(propose(made));
    assertThat(asker.m1.calls(M1Call.AddProperty.class).get(0).fieldType()).isEqualTo(2);

    assertThat(refused(renamed("Size", "Volume", null)).status()).isEqualTo(400);
    confirm(
        propose(
            new ChangeRequest(
                "edit-property", "Size", null, "Volume", null, List.of("S", "M"), null, null)));
    assertThat(labels()).containsExactly("Volume");
  }

  @Test
  void shouldSayWhatCannotBeAskedFor() {
    assertThat(refused(to("rename-group", "vip")).advice()).contains("delete-group");
    assertThat(refused(to("add-group", " ")).status()).isEqualTo(400);
    assertThat(refused(to("add-group", "x".repeat(201))).status()).isEqualTo(400);
    assertThat(asker.m1.calls()).isEmpty();
  }
}
