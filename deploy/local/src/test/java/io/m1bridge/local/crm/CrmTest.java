package io.m1bridge.local.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.local.options.UserError;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrmTest {
  private final Crm crm = new Crm(Clock.systemUTC());

  @Test
  void shouldLeaveAbsentFieldsAloneAndClearNullOnes() {
    say("upserted", "a", "{'email':'A@example.com','fullName':'李玫','fax':'1','weibo':'w'}");
    say("upserted", "a", "{'email':'A@example.com','fullName':'李梅','weibo':null}");

    ExpectedContact contact = only();
    assertThat(contact.fields())
        .isEqualTo(Map.of("email", "A@example.com", "fullName", "李梅", "fax", "1"));
    assertThat(crm.expected()).containsOnlyKeys("a@example.com");
  }

  @Test
  void shouldApplyAPatchToWhatIsThere() {
    say("upserted", "a", "{'email':'a@example.com','custom':{'等级':'金','来源':'网站'}}");
    say("patched", "a", "{'jobTitle':'Engineer','custom':{'等级':null}}");

    assertThat(only().fields()).containsEntry("jobTitle", "Engineer");
    assertThat(only().custom()).isEqualTo(Map.of("来源", "网站"));
  }

  @Test
  void shouldRequireTheLastGroupsAndAllowTheEarlierOnes() {
    say("upserted", "a", "{'email':'a@example.com','groups':['x','y']}");
    say("patched", "a", "{'groups':['z']}");
    say("patched", "a", "{'fax':'1'}");

    assertThat(only().groupsRequired()).isEqualTo(Set.of("z"));
    assertThat(only().groupsAllowed()).isEqualTo(Set.of("x", "y", "z"));
  }

  @Test
  void shouldForgetADeletedContactWholly() {
    say("upserted", "a", "{'email':'a@example.com','fax':'1','groups':['x']}");
    say("deleted", "a", null);
    assertThat(crm.expected()).isEmpty();

    say("upserted", "a", "{'email':'a@example.com'}");
    assertThat(only().fields()).isEqualTo(Map.of("email", "a@example.com"));
    assertThat(only().groupsAllowed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "upserted | a | {'fullName':'x'                       | not JSON",
        "upserted | a | ['x']                                 | the data is no JSON object",
        "upserted | a | {'fullName':'x'}                      | an upsert without email",
        "upserted | a | {'email':null}                        | an upsert without email",
        "upserted | a | {'email':'nobody'}                    | bad email",
        "upserted | a | {'email':'a@b@example.com'}           | bad email",
        "upserted | a | {'email':'a@example.com','fullName':7} | bad fullName",
        "patched  | a | {'fax':'1.38E+10'}                    | bad fax",
        "patched  | a | {'birthday':'9999-12-31'}             | bad birthday",
        "patched  | a | {'birthday':'1990-05-09T16:00:00Z'}   | bad birthday",
        "patched  | a | {'custom':{'Geo':{'lat':1}}}          | bad custom",
        "patched  | a | {'gender':'m'}                        | bad gender",
        "patched  | a | {'birthday':'1990-02-30'}             | bad birthday",
        "patched  | a | {'groups':'x'}                        | groups is no list",
        "patched  | a | {'custom':['x']}                      | custom is no object",
        "patched  | b | {'fax':'1'}                           | a patch of an unknown contact,"
            + " without email",
        "merged   | a | {}                                    | unknown type",
        "deleted  |   |                                       | no contact key",
        "upserted |   | {'email':'a@example.com'}             | no contact key"
      })
  void shouldSayWhyAChangeIsInvalidAndKeepTheTruth(
      String type, @Nullable String key, @Nullable String data, String reason) {
    say("upserted", "a", "{'email':'a@example.com','fax':'1'}");

    assertThat(crm.apply(change(type, key, data))).isEqualTo(reason);
    assertThat(only().fields()).isEqualTo(Map.of("email", "a@example.com", "fax", "1"));
  }

  @Test
  void shouldRefuseToNameOneTruthForTwoContactsWithOneEmail() {
    say("upserted", "a", "{'email':'a@example.com'}");
    say("upserted", "b", "{'email':'A@EXAMPLE.COM'}");

    assertThatThrownBy(crm::expected)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Contact b has the same email");
    assertThat(crm.emails()).containsExactly("a@example.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b\u200b9@exam\u00adple.com\u00a0 | b9@example.com",
        "ｂ9＠ｅｘａｍｐｌｅ.ｃｏｍ | b9@example.com",
        "b9@example。com | b9@example.com",
        "b9@EXAMPLE.com | b9@example.com",
        "昌@例子.中国 | 昌@xn--fsqu00a.xn--fiqs8s",
        "jose\u0301@example.com | jos\u00e9@example.com",
        "\u212Aim@example.com | \u212Aim@example.com",
        "<b9@example.com> | ",
        "b9@example.com,b@example.com | ",
        "b9@-example.com | ",
      })
  void shouldNameTheMailbox(String text, @Nullable String meant) {
    assertThat(AddressRules.meant(text)).isEqualTo(Optional.ofNullable(meant));
  }

  @Test
  void shouldTakeValuesAsTheyAreMeant() {
    say("upserted", "a", "\"{\\\"email\\\":\\\"a@example.com\\\",\\\"fax\\\":7}\"");
    say(
        "patched",
        "a",
        "{'custom':{'n':0.10,'b':true},'groups':['VIP ',null,''],'birthday':'0000-00-00'}");

    assertThat(only().fields()).isEqualTo(Map.of("email", "a@example.com", "fax", "7"));
    assertThat(only().custom()).isEqualTo(Map.of("n", "0.10", "b", "true"));
    assertThat(only().groupsRequired()).isEqualTo(Set.of("VIP"));
  }

  private void say(String type, String key, @Nullable String data) {
    assertThat(crm.apply(change(type, key, data))).isNull();
  }

  private ExpectedContact only() {
    assertThat(crm.expected()).hasSize(1);
    return crm.expected().values().iterator().next();
  }

  static Change change(String type, @Nullable String key, @Nullable String data) {
    return new Change(
        "e",
        "/test",
        key,
        "crm.contact." + type + ".v1",
        Instant.EPOCH,
        "demo",
        data == null ? null : data.replace('\'', '"'));
  }
}
