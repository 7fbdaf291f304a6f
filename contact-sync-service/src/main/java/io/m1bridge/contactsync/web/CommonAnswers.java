package io.m1bridge.contactsync.web;

import io.m1bridge.ui.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Says in the OpenAPI document once what holds for every resource: who did not sign in gets no
 * answer, an account may be unknown or on its way to another replica, and what goes wrong is told
 * as a problem.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class CommonAnswers implements OASFilter {

  private static final String STATUS = "/v1/status";
  private static final String PROBLEM = "#/components/schemas/Problem";

  private static final Map<String, String> OF_AN_ACCOUNT =
      Map.of(
          "404", "No such account, or nothing is known of what is asked for",
          "503", "The account is being moved: ask again after Retry-After");

  @Override
  public void filterOpenAPI(OpenAPI document) {
    Components components = document.getComponents();
    document.setComponents(
        (components == null ? OASFactory.createComponents() : components)
            .addSchema("Problem", problem()));
    Map<String, PathItem> paths = document.getPaths().getPathItems();
    paths.forEach((path, item) -> item.getOperations().values().forEach(one -> add(path, one)));
  }

  private static void add(String path, Operation operation) {
    APIResponses responses = operation.getResponses();
    if (!path.equals(STATUS)) {
      addMissing(responses, "401", "Not signed in");
    }
    if (path.contains("{id}") || path.contains("{account}")) {
      OF_AN_ACCOUNT.forEach((status, says) -> addMissing(responses, status, says));
    }
    responses.getAPIResponses().forEach(CommonAnswers::write);
  }

  private static void write(String status, APIResponse response) {
    if (status.compareTo("400") >= 0) {
      response.setContent(
          OASFactory.createContent()
              .addMediaType(
                  Problem.MEDIA_TYPE,
                  OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM))));
    } else if (response.getContent() != null) {
      response.getContent().removeMediaType(Problem.MEDIA_TYPE);
    }
  }

  /** As RFC 9457 has it, and what the reader can do about it. */
  private static Schema problem() {
    Schema schema = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    for (String text : List.of("type", "title", "detail", "instance", "advice")) {
      schema.addProperty(text, OASFactory.createSchema().addType(Schema.SchemaType.STRING));
    }
    return schema
        .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
        .required(List.of("type", "title", "status"));
  }

  private static void addMissing(APIResponses responses, String status, String says) {
    if (!responses.hasAPIResponse(status)) {
      APIResponse response = OASFactory.createAPIResponse().description(says);
      responses.addAPIResponse(status, response);
    }
  }
}
