package io.m1bridge.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.m1bridge.simulator.answer.ListData;
import io.m1bridge.simulator.answer.Page;
import io.m1bridge.simulator.answer.Paging;
import io.m1bridge.simulator.answer.RowDamage;
import io.m1bridge.simulator.answer.TotalView;
import io.m1bridge.simulator.behaviour.Behaviour;
import io.m1bridge.simulator.behaviour.ContactBehaviour.AboveCap;
import io.m1bridge.simulator.behaviour.DamageBehaviour.Listing;
import io.m1bridge.simulator.behaviour.ListBehaviour;
import io.m1bridge.simulator.protocol.Json;
import io.m1bridge.simulator.protocol.M1Code;
import io.m1bridge.simulator.protocol.M1Refusal;
import io.m1bridge.simulator.protocol.Parameters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The calls on groups and tags of one account, at one moment. Each returns the answer's {@code
 * data}.
 */
public final class GroupCalls {
  private final ContactBook book;
  private final Behaviour behaviour;
  private final String m1AccountId;
  private final long now;

  /**
   * @param now the time of the call, epoch ms
   */
  public GroupCalls(ContactBook book, Behaviour behaviour, String m1AccountId, long now) {
    this.book = book;
    this.behaviour = behaviour;
    this.m1AccountId = m1AccountId;
    this.now = now;
  }

  /** {@code POST /contact/group/add}. */
  public JsonNode addGroup(Parameters parameters) {
    String name = NameForm.stored(parameters.required("name"), behaviour.names());
    NewNames names = new NewNames(book, behaviour.names(), now);
    synchronized (book) {
      NamedThing group = book.groupNamed(name);
      if (group != null) {
        group =
            switch (behaviour.contacts().existingGroup()) {
              case SAME_GROUP -> group;
              case SECOND_GROUP -> names.group(name);
              case REFUSED -> throw new M1Refusal(M1Code.E10103);
            };
      } else {
        group = names.group(name);
      }
      return Json.object()
          .put("id", group.id())
          .put("groupName", group.name())
          .put("createAt", 0)
          .put("createTime", group.createdAt())
          .put("updateTime", group.createdAt())
          .put("accountId", m1AccountId);
    }
  }

  /** {@code POST /contact/group/delete}; ids that are not there are passed over. */
  public JsonNode deleteGroups(Parameters parameters) {
    List<Long> ids = parameters.ids("ids");
    boolean withContacts = parameters.flag("flag");
    synchronized (book) {
      for (long id : ids) {
        int group = (int) id;
        if (book.groups().containsKey(group)) {
          if (withContacts) {
            book.lag().keep(behaviour.lists().longestLag());
            List.copyOf(book.members(group)).forEach(member -> book.remove(member, now));
          }
          book.removeGroup(group, now);
        }
      }
    }
    return TextNode.valueOf("success");
  }

  /** {@code GET /contact/group/all}; newest first, as in the page's sample. */
  public JsonNode allGroups(Parameters parameters) {
    synchronized (book) {
      return list(
          parameters,
          book.groups().values(),
          "groups",
          "groupName",
          group -> book.members(group.id()).size());
    }
  }

  /** {@code POST /contact/tag/add}. */
  public JsonNode addTag(Parameters parameters) {
    String name = NameForm.stored(parameters.required("name"), behaviour.names());
    synchronized (book) {
      book.addTag(name, now);
    }
    return TextNode.valueOf("success");
  }

  /** {@code GET /contact/tag/all}; no call puts a tag on a contact, so all are empty. */
  public JsonNode allTags(Parameters parameters) {
    synchronized (book) {
      return list(parameters, book.tags().values(), "tags", "tagName", tag -> 0);
    }
  }

  private JsonNode list(
      Parameters parameters,
      Collection<NamedThing> things,
      String listName,
      String nameName,
      ToIntFunction<NamedThing> size) {
    ListBehaviour lists = behaviour.lists();
    Paging paging = Paging.of(parameters).capped(lists.namePageCap(), AboveCap.CLIPPED);
    long shownIfMadeBy = now - lists.nameLag().toMillis();
    String key = parameters.optional("key");
    List<NamedThing> matching =
        new ArrayList<>(
            things.stream()
                .filter(t -> t.createdAt() <= shownIfMadeBy)
                .filter(t -> key == null || t.name().contains(key))
                .toList());
    Collections.reverse(matching);
    Page<NamedThing> page = paging.cut(matching);
    ObjectNode data = Json.object();
    TotalView.put(data, "total", page.total(), lists.total());
    ArrayNode list = Json.array();
    RowDamage damage = new RowDamage(behaviour.damage(), Listing.GROUPS);
    for (NamedThing thing : page.items()) {
      list.add(
          damage.of(
              thing.id(),
              Json.object()
                  .put(nameName, thing.name())
                  .put("id", thing.id())
                  .put("contactSize", size.applyAsInt(thing))));
    }
    return ListData.of(data, listName, list, behaviour.answers());
  }
}
