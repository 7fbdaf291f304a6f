package io.m1bridge.token.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.ui.problem.Problem;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /v1/accounts/{id}}.
 *
 * @param clientSecrets the current one first
 * @param plan {@code gold} (default) or {@code diamond}
 * @param callsPerHour M1's limit, where it is not the plan's
 * @param reserve percent of the hour's calls that are for others; null for none
 * @param redirectUri as registered at M1; default: this service's callback
 */
public record AccountDeclaration(
    @Nullable String clientId,
    @Nullable List<String> clientSecrets,
    @Nullable String plan,
    @Nullable Integer callsPerHour,
    @Nullable Integer reserve,
    @Nullable String redirectUri) {

  private static final Set<String> FIELDS =
      Arrays.stream(AccountDeclaration.class.getRecordComponents())
          .map(RecordComponent::getName)
          .collect(Collectors.toCollection(TreeSet::new));
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a declaration. It is written by people, so a field that is not known is a mistake and not
   * a version to come.
   */
  static AccountDeclaration of(JsonNode json) {
    if (!json.isObject()) {
      throw Requests.bad("The body must be a JSON object");
    }
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw Requests.bad("There is an unknown field; known are " + FIELDS);
              }
            });
    try {
      return JSON.treeToValue(json, AccountDeclaration.class);
    } catch (JsonProcessingException e) {
      // Without the cause: it can quote a secret.
      throw Problem.of(400, "malformed-json", "The body is not the JSON that is expected here")
          .withDetail("A field has a value of the wrong type")
          .withAdvice("See the schema AccountDeclaration in /q/openapi on the management port")
          .toException();
    }
  }

  @Override
  public String toString() {
    return "AccountDeclaration[clientId=" + clientId + ", secrets redacted]";
  }
}
