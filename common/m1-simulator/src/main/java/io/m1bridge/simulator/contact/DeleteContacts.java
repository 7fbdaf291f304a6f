package io.m1bridge.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.m1bridge.simulator.behaviour.ContactBehaviour;
import io.m1bridge.simulator.behaviour.ContactBehaviour.GoneDelete;
import io.m1bridge.simulator.protocol.Json;
import io.m1bridge.simulator.protocol.M1Refusal;
import java.util.List;

/** {@code POST /contact/delete}. */
final class DeleteContacts {
  private final ContactBook book;
  private final ContactBehaviour behaviour;
  private final long now;

  DeleteContacts(ContactBook book, ContactBehaviour behaviour, long now) {
    this.book = book;
    this.behaviour = behaviour;
    this.now = now;
  }

  JsonNode run(List<Long> ids) {
    GoneDelete gone = behaviour.goneDelete();
    if (gone == GoneDelete.REFUSED && ids.stream().anyMatch(id -> book.find(id) == null)) {
      throw new M1Refusal(behaviour.refusalCode());
    }
    int deleted = 0;
    for (long id : ids) {
      deleted += book.remove(id, now) ? 1 : 0;
    }
    int missing = ids.size() - deleted;
    if (gone == GoneDelete.REFUSED_REST_DELETED && missing > 0) {
      throw new M1Refusal(behaviour.refusalCode());
    }
    return gone == GoneDelete.COUNTED
        ? Json.object().put("deleted", deleted).put("missing", missing)
        : TextNode.valueOf("success");
  }
}
