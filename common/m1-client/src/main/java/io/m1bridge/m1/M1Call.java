package io.m1bridge.m1;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One call of M1 as data. The type parameter is what M1 answers when it accepts. */
public sealed interface M1Call<T> {

  /** The most contacts or rows in one call (M1 page, E00005). */
  int MAX_ROWS = 1_000;

  /** The most contacts in one page of {@code /contact/all}. */
  int MAX_PAGE = 50;

  /** A short, constant name for logs and metrics, such as {@code contact/add}. */
  String name();

  /** {@code GET /contact/setting}. */
  record ContactSetting() implements M1Call<M1Answers.Rows<M1Answers.Setting>> {
    @Override
    public String name() {
      return "contact/setting";
    }
  }

  /**
   * {@code POST /contact/add}.
   *
   * @param contacts 1 to {@link #MAX_ROWS}
   * @param groupName the group all of them join; created where it is not there
   */
  record AddContacts(List<Contact> contacts, Optional<String> groupName, OpType opType)
      implements M1Call<M1Answers.Added> {
    public AddContacts {
      contacts = List.copyOf(contacts);
      Rows.check(contacts.size());
    }

    @Override
    public String name() {
      return "contact/add";
    }

    @Override
    public String toString() {
      return "AddContacts[" + contacts.size() + " contacts, " + opType + "]";
    }
  }

  /**
   * {@code POST /contact/edit}.
   *
   * @param columns the header; {@code key} is one of them
   * @param key the column that finds the contact ({@code isUniq})
   * @param rows 1 to {@link #MAX_ROWS}; each as long as {@code columns}, canonical texts as in
   *     {@link Contact#fields()}, empty text clears
   */
  record EditContacts(List<Column> columns, Column key, List<List<String>> rows)
      implements M1Call<M1Answers.Done> {
    public EditContacts {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      Rows.check(rows.size());
      if (!columns.contains(key)) {
        throw new IllegalArgumentException("The key column is one of the columns");
      }
      for (List<String> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "A row has " + row.size() + " values, the header " + columns.size());
        }
      }
    }

    @Override
    public String name() {
      return "contact/edit";
    }

    @Override
    public String toString() {
      return "EditContacts[" + rows.size() + " rows, " + columns.size() + " columns]";
    }
  }

  /** {@code POST /contact/delete}; ids are M1's own, 1 to {@link #MAX_ROWS}. */
  record DeleteContacts(List<Long> ids) implements M1Call<M1Answers.Done> {
    public DeleteContacts {
      ids = List.copyOf(ids);
      Rows.check(ids.size());
    }

    @Override
    public String name() {
      return "contact/delete";
    }
  }

  /** {@code GET /contact/detail}. */
  record ContactDetail(long id) implements M1Call<Contact> {
    @Override
    public String name() {
      return "contact/detail";
    }
  }

  /** {@code GET /contact/detail} for what the contact did, in all campaigns. */
  record ContactBehaviour(long id) implements M1Call<M1Answers.Rows<M1Answers.EngagementRow>> {
    @Override
    public String name() {
      return "contact/detail";
    }
  }

  /**
   * {@code GET /contact/all}.
   *
   * @param groupIds all groups if empty
   * @param page from 1
   * @param limit 1 to {@link #MAX_PAGE}
   */
  record ListContacts(List<Long> groupIds, int page, int limit)
      implements M1Call<M1Answers.Page<Contact>> {
    public ListContacts {
      groupIds = List.copyOf(groupIds);
    }

    @Override
    public String name() {
      return "contact/all";
    }
  }

  /** {@code POST /contact/group/add}: made twice, a second group of the same name may come out. */
  record AddGroup(String groupName) implements M1Call<M1Answers.Group> {
    @Override
    public String name() {
      return "contact/group/add";
    }
  }

  /** {@code POST /contact/group/delete}; {@code withContacts}: its contacts go too. */
  record DeleteGroups(List<Long> ids, boolean withContacts) implements M1Call<M1Answers.Done> {
    public DeleteGroups {
      ids = List.copyOf(ids);
    }

    @Override
    public String name() {
      return "contact/group/delete";
    }
  }

  /** {@code GET /contact/group/all}; {@code key} narrows by name. */
  record ListGroups(int page, int limit, Optional<String> key)
      implements M1Call<M1Answers.Page<M1Answers.Group>> {
    @Override
    public String name() {
      return "contact/group/all";
    }
  }

  /** {@code POST /contact/tag/add}. */
  record AddTag(String tagName) implements M1Call<M1Answers.Done> {
    @Override
    public String name() {
      return "contact/tag/add";
    }
  }

  /** {@code GET /contact/tag/all}. */
  record ListTags(int page, int limit, Optional<String> key)
      implements M1Call<M1Answers.Page<M1Answers.Tag>> {
    @Override
    public String name() {
      return "contact/tag/all";
    }
  }

  /**
   * {@code POST /contact/property/add}: made twice, a second property may come out.
   *
   * @param fieldType 1 text, 2 drop-down
   * @param options labels of a drop-down; empty for a text
   */
  record AddProperty(String label, int fieldType, String description, List<String> options)
      implements M1Call<M1Answers.Done> {
    public AddProperty {
      options = List.copyOf(options);
    }

    @Override
    public String name() {
      return "contact/property/add";
    }
  }

  /** {@code POST /contact/property/edit}. */
  record EditProperty(
      long id, String label, int fieldType, String description, List<String> options)
      implements M1Call<M1Answers.Done> {
    public EditProperty {
      options = List.copyOf(options);
    }

    @Override
    public String name() {
      return "contact/property/edit";
    }
  }

  /** {@code POST /contact/property/all} (a POST, says the page). */
  record ListProperties() implements M1Call<M1Answers.Rows<M1Answers.Property>> {
    @Override
    public String name() {
      return "contact/property/all";
    }
  }

  /** {@code POST /contact/property/delete}; one at a time. */
  record DeleteProperty(long id) implements M1Call<M1Answers.Done> {
    @Override
    public String name() {
      return "contact/property/delete";
    }
  }

  /**
   * {@code GET /edm/tasks}. Whether the window is about creation or sending is open: ask with a
   * wide one.
   */
  record ListCampaigns(Instant start, Instant end)
      implements M1Call<M1Answers.Rows<M1Answers.Campaign>> {
    @Override
    public String name() {
      return "edm/tasks";
    }
  }

  /**
   * {@code GET /edm/task/detail}, newest rows first.
   *
   * @param type 0 all, 1 opens, 2 clicks, 3 unsubscribes, 4 soft bounces, 5 hard bounces, 6
   *     complaints
   * @param page from 1
   * @param limit how many rows to ask for; M1 may give fewer, its maximum is open
   */
  record ListEngagement(long campaignId, int type, Instant start, Instant end, int page, int limit)
      implements M1Call<M1Answers.Page<M1Answers.EngagementRow>> {
    @Override
    public String name() {
      return "edm/task/detail";
    }
  }

  /** The row limits that every call shares. */
  final class Rows {
    private Rows() {}

    static void check(int rows) {
      if (rows < 1 || rows > MAX_ROWS) {
        throw new IllegalArgumentException(
            "A call carries 1 to " + MAX_ROWS + " rows, not " + rows);
      }
    }
  }
}
