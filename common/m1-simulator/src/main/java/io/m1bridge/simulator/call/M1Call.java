package io.m1bridge.simulator.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.simulator.account.AccountSettings;
import io.m1bridge.simulator.account.M1Account;
import io.m1bridge.simulator.behaviour.Behaviour;
import io.m1bridge.simulator.contact.ContactCalls;
import io.m1bridge.simulator.contact.ContactLimit;
import io.m1bridge.simulator.contact.GroupCalls;
import io.m1bridge.simulator.contact.PropertyCalls;
import io.m1bridge.simulator.protocol.Json;
import io.m1bridge.simulator.protocol.Parameters;
import org.jspecify.annotations.Nullable;

/** The calls of the page. */
enum M1Call {
  SETTING("GET", "/contact/setting", c -> c.contacts().setting()),
  ADD("POST", "/contact/add", c -> c.contacts().add(c.parameters)),
  EDIT("POST", "/contact/edit", c -> c.contacts().edit(c.parameters)),
  DELETE("POST", "/contact/delete", c -> c.contacts().delete(c.parameters)),
  DETAIL("GET", "/contact/detail", Context::detail),
  ALL("GET", "/contact/all", c -> c.contacts().all(c.parameters)),
  GROUP_ADD("POST", "/contact/group/add", c -> c.groups().addGroup(c.parameters)),
  GROUP_DELETE("POST", "/contact/group/delete", c -> c.groups().deleteGroups(c.parameters)),
  GROUP_ALL("GET", "/contact/group/all", c -> c.groups().allGroups(c.parameters)),
  TAG_ADD("POST", "/contact/tag/add", c -> c.groups().addTag(c.parameters)),
  TAG_ALL("GET", "/contact/tag/all", c -> c.groups().allTags(c.parameters)),
  PROPERTY_ADD("POST", "/contact/property/add", c -> c.properties().add(c.parameters)),
  PROPERTY_EDIT("POST", "/contact/property/edit", c -> c.properties().edit(c.parameters)),
  PROPERTY_ALL("POST", "/contact/property/all", c -> c.properties().all()),
  PROPERTY_DELETE("POST", "/contact/property/delete", c -> c.properties().delete(c.parameters)),
  TASKS("GET", "/edm/tasks", c -> c.account.campaigns().tasks(c.parameters, c.behaviour, c.now)),
  TASK_DETAIL(
      "GET",
      "/edm/task/detail",
      c -> c.account.campaigns().detail(c.parameters, c.behaviour, c.now));

  /** What a call works with. */
  record Context(M1Account account, Parameters parameters, Behaviour behaviour, long now) {
    ContactCalls contacts() {
      AccountSettings settings = account.settings();
      return new ContactCalls(
          account.contacts(),
          behaviour,
          new ContactLimit(settings.mostContacts(), settings.plan().fullCode()),
          account.m1AccountId(),
          now);
    }

    GroupCalls groups() {
      return new GroupCalls(account.contacts(), behaviour, account.m1AccountId(), now);
    }

    PropertyCalls properties() {
      return new PropertyCalls(account.contacts(), behaviour, now);
    }

    JsonNode detail() {
      ObjectNode detail = contacts().detail(parameters);
      ObjectNode data = Json.object();
      data.putObject("edm")
          .put("isEmailActive", true)
          .set(
              "edmBehavior",
              account.campaigns().behaviourOf(detail.path("email").asText(), behaviour.edm(), now));
      data.set("detail", detail);
      return data;
    }
  }

  /** The effect; returns the answer's {@code data}. */
  interface Effect {
    JsonNode on(Context context);
  }

  private final String method;
  private final String path;
  private final Effect effect;

  M1Call(String method, String path, Effect effect) {
    this.method = method;
    this.path = path;
    this.effect = effect;
  }

  static @Nullable M1Call at(String path) {
    for (M1Call call : values()) {
      if (call.path.equals(path)) {
        return call;
      }
    }
    return null;
  }

  String method() {
    return method;
  }

  JsonNode run(Context context) {
    return effect.on(context);
  }
}
