package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The data of an upserted or patched contact, as it came: not yet validated. Three states per
 * field: a key that is absent was not said, a {@code null} value clears, a text sets.
 *
 * @param fields values by name, {@link #FIELDS} and whatever else upstream sent
 * @param groups names of groups to join; null if not said
 * @param custom values of custom properties by label; null if not said
 * @param optOut whether the person does not want mail; null if not said
 */
public record ContactData(
    @JsonAnyGetter @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, @Nullable Object> fields,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> groups,
    @JsonInclude(value = JsonInclude.Include.NON_NULL, content = JsonInclude.Include.ALWAYS)
        @Nullable Map<String, @Nullable String> custom,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean optOut) {

  /** The names that the contract knows, in its order. */
  public static final Set<String> FIELDS =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(
              List.of(
                  "fullName",
                  "gender",
                  "birthday",
                  "companyName",
                  "jobTitle",
                  "email",
                  "workPhone",
                  "mobilePhone",
                  "website",
                  "fax",
                  "country",
                  "province",
                  "city",
                  "address",
                  "postCode",
                  "qq",
                  "weibo",
                  "weixin",
                  "notes")));

  @JsonCreator
  public ContactData(
      @JsonAnySetter @Nullable Map<String, @Nullable Object> fields,
      @JsonProperty("groups") @Nullable List<String> groups,
      @JsonProperty("custom") @Nullable Map<String, @Nullable String> custom,
      @JsonProperty("optOut") @Nullable Boolean optOut) {
    this.fields =
        fields == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    this.groups = groups == null ? null : List.copyOf(groups);
    this.custom = custom == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(custom));
    this.optOut = optOut;
  }

  /** Tells how much there is, never what: contacts are personal data. */
  @Override
  public String toString() {
    return "ContactData[" + fields.size() + " fields]";
  }
}
