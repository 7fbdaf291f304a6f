package io.m1bridge.simulator.edm;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.simulator.answer.ListData;
import io.m1bridge.simulator.answer.Paging;
import io.m1bridge.simulator.answer.RowDamage;
import io.m1bridge.simulator.answer.TotalView;
import io.m1bridge.simulator.behaviour.Behaviour;
import io.m1bridge.simulator.behaviour.ContactBehaviour.AboveCap;
import io.m1bridge.simulator.behaviour.DamageBehaviour.Listing;
import io.m1bridge.simulator.behaviour.EdmBehaviour;
import io.m1bridge.simulator.behaviour.EdmBehaviour.SentRows;
import io.m1bridge.simulator.behaviour.EdmBehaviour.TasksFilter;
import io.m1bridge.simulator.protocol.Json;
import io.m1bridge.simulator.protocol.M1Code;
import io.m1bridge.simulator.protocol.M1Refusal;
import io.m1bridge.simulator.protocol.Parameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The campaigns of one account, and the two EDM calls. Thread-safe. */
public final class Campaigns {
  private static final int USUAL_STATUS = 4;

  private final LongSupplier numbers;
  private final Map<Long, Campaign> byId = new TreeMap<>();

  /**
   * @param numbers gives ids that no other account has
   */
  public Campaigns(LongSupplier numbers) {
    this.numbers = numbers;
  }

  /**
   * Makes a campaign.
   *
   * @param now epoch ms
   * @return what the control API tells of it
   */
  public synchronized CampaignInfo create(CampaignSpec spec, long now) {
    long sendAt = spec.sendAt() == null ? now : spec.sendAt().toEpochMilli();
    long createdAt =
        spec.createdAt() == null ? Math.min(now, sendAt) : spec.createdAt().toEpochMilli();
    long seed = spec.seed() == null ? 1 : spec.seed();
    List<EngagementRow> rows =
        new RowGenerator(spec, sendAt, new SplittableRandom(seed), new SplittableRandom(~seed))
            .rows();
    long id = numbers.getAsLong();
    int status = spec.status() == null ? USUAL_STATUS : spec.status();
    String subject = spec.subject() == null ? "邮件主题 " + id : spec.subject();
    CampaignTrouble trouble = spec.trouble() == null ? CampaignTrouble.NONE : spec.trouble();
    Campaign campaign = new Campaign(id, subject, createdAt, sendAt, status, rows, trouble);
    byId.put(id, campaign);
    return info(campaign, now, SentRows.NONE);
  }

  /**
   * Changes what is wrong with a campaign.
   *
   * @return what the control API tells of it, or null if there is no such campaign
   */
  public synchronized @Nullable CampaignInfo trouble(long id, CampaignTrouble trouble, long now) {
    Campaign campaign = byId.get(id);
    if (campaign == null) {
      return null;
    }
    campaign.trouble(trouble);
    return info(campaign, now, SentRows.NONE);
  }

  /** How many there are. */
  public synchronized int size() {
    return byId.size();
  }

  /** All campaigns, oldest first. */
  public synchronized List<CampaignInfo> list(long now, SentRows sentRows) {
    return byId.values().stream().map(campaign -> info(campaign, now, sentRows)).toList();
  }

  private static CampaignInfo info(Campaign campaign, long now, SentRows sentRows) {
    List<EngagementRow> existing =
        campaign.rows().stream().filter(row -> exists(row, sentRows)).toList();
    return new CampaignInfo(
        campaign.id(),
        campaign.subject(),
        campaign.createdAt(),
        campaign.sendAt(),
        existing.size(),
        (int) existing.stream().filter(row -> row.visible(now)).count(),
        existing.stream().mapToLong(EngagementRow::visibleAt).max().orElse(campaign.sendAt()));
  }

  /** {@code GET /edm/tasks}, newest first; both ends belong to the window. */
  public synchronized JsonNode tasks(Parameters parameters, Behaviour all, long now) {
    long start = parameters.longNumber("start");
    long end = parameters.longNumber("end");
    EdmBehaviour behaviour = all.edm();
    RowView view = new RowView(behaviour, now);
    List<Campaign> matching = new ArrayList<>();
    for (Campaign campaign : byId.values()) {
      boolean byCreation = behaviour.tasksFilter() == TasksFilter.CREATE_TIME;
      long time = view.shown(byCreation ? campaign.createdAt() : campaign.sendAt());
      if (!campaign.hidden(now) && campaign.createdAt() <= now && start <= time && time <= end) {
        matching.add(campaign);
      }
    }
    matching.sort(
        Comparator.comparingLong(Campaign::createdAt).thenComparingLong(Campaign::id).reversed());
    ArrayNode data = Json.array();
    RowDamage damage = new RowDamage(all.damage(), Listing.CAMPAIGNS);
    matching.forEach(campaign -> data.add(damage.of(campaign.id(), view.task(campaign))));
    return ListData.of(data, all.answers());
  }

  /** {@code GET /edm/task/detail}, newest first. A campaign that is not there has no rows. */
  public synchronized JsonNode detail(Parameters parameters, Behaviour all, long now) {
    EdmBehaviour behaviour = all.edm();
    int type = parameters.number("type", RowKind.ALL);
    if (type > RowKind.LAST_TYPE) {
      throw new M1Refusal(M1Code.E10103);
    }
    Window window =
        new Window(parameters.longNumber("start"), parameters.longNumber("end"), behaviour);
    Paging paging =
        Paging.of(parameters)
            .capped(behaviour.pageCap(), AboveCap.CLIPPED)
            .within(behaviour.depth());
    Campaign campaign = answering(parameters.longNumber("id"), behaviour, now);
    RowDamage damage = new RowDamage(all.damage(), Listing.ENGAGEMENT);
    ObjectNode data = Json.object();
    ArrayNode detail = Json.array();
    int total = 0;
    int inWindow = 0;
    if (campaign != null) {
      RowView view = new RowView(behaviour, now);
      for (EngagementRow row : campaign.visible(now)) {
        if (!row.kind().askedBy(type) || !exists(row, behaviour.sentRows())) {
          continue;
        }
        boolean inside = window.contains(view.eventTime(row));
        if (inside || behaviour.totalIgnoresWindow()) {
          total++;
        }
        if (inside) {
          if (paging.contains(inWindow)) {
            detail.add(damage.of(campaign.id() + row.sequence(), view.row(campaign, row)));
          }
          inWindow++;
        }
      }
    }
    TotalView.put(data, "total_count", total, behaviour.total());
    return ListData.of(data, "detail", detail, all.answers());
  }

  private @Nullable Campaign answering(long id, EdmBehaviour behaviour, long now) {
    Campaign campaign = byId.get(id);
    if (campaign == null || campaign.hidden(now)) {
      return switch (behaviour.unknownCampaign()) {
        case EMPTY -> null;
        case REFUSED -> throw new M1Refusal(M1Code.E10103);
        case NO_CODE -> throw new M1Refusal(M1Code.NO_CODE);
      };
    }
    M1Code refusal = campaign.trouble().refusal();
    if (refusal != null) {
      throw new M1Refusal(refusal);
    }
    return campaign;
  }

  /** What {@code contact/detail} tells of a contact's reactions. */
  public synchronized ArrayNode behaviourOf(
      @Nullable String email, EdmBehaviour behaviour, long now) {
    ArrayNode rows = Json.array();
    RowView view = new RowView(behaviour, now);
    for (Campaign campaign : byId.values()) {
      for (EngagementRow row : campaign.visible(now)) {
        if (row.email().equals(email) && exists(row, behaviour.sentRows())) {
          rows.add(view.row(campaign, row));
        }
      }
    }
    return rows;
  }

  /** Every row that exists, as M1 shows or would show it, with what M1 hides. */
  public void writeTruth(JsonGenerator out, Behaviour all, long now) throws IOException {
    List<Campaign> campaigns;
    synchronized (this) {
      campaigns = List.copyOf(byId.values());
    }
    EdmBehaviour behaviour = all.edm();
    RowView view = new RowView(behaviour, now);
    RowDamage damage = new RowDamage(all.damage(), Listing.ENGAGEMENT);
    out.writeStartArray();
    for (Campaign campaign : campaigns) {
      for (EngagementRow row : campaign.rows()) {
        if (exists(row, behaviour.sentRows())) {
          ObjectNode node = view.row(campaign, row);
          JsonNode shown = damage.of(campaign.id() + row.sequence(), node);
          if (shown != node) {
            node.put("damaged", true);
          }
          if (row.change() != RowChange.NONE) {
            node.put("changesAt", row.change().at());
          }
          node.put("sequence", row.sequence()).put("visible", row.visible(now));
          node.put("eventAt", row.eventAt(now)).put("visibleAt", row.visibleAt());
          if (row.vanishesAt() != EngagementRow.NEVER) {
            node.put("vanishesAt", row.vanishesAt());
          }
          if (row.movesAt() != EngagementRow.NEVER) {
            node.put("movesAt", row.movesAt()).put("movedTo", row.movedTo());
          }
          Json.MAPPER.writeTree(out, node);
        }
      }
    }
    out.writeEndArray();
  }

  private static boolean exists(EngagementRow row, SentRows sentRows) {
    return row.kind() != RowKind.SENT || sentRows != SentRows.NONE;
  }
}
