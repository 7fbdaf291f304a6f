package io.m1bridge.simulator.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.m1bridge.simulator.behaviour.FailureBehaviour;
import io.m1bridge.simulator.behaviour.FailureBehaviour.CodeForm;
import io.m1bridge.simulator.behaviour.FailureBehaviour.Text;
import io.m1bridge.simulator.protocol.HttpReply;
import io.m1bridge.simulator.protocol.Json;
import io.m1bridge.simulator.protocol.M1Code;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts a code into whichever of the open failure forms is switched on. */
final class FailureAnswers {
  private final M1Code code;
  private final FailureBehaviour behaviour;

  private FailureAnswers(M1Code code, FailureBehaviour behaviour) {
    this.code = code;
    this.behaviour = behaviour;
  }

  /** The answer to a refused call. */
  static HttpReply.Whole of(M1Code code, FailureBehaviour behaviour) {
    FailureAnswers answers = new FailureAnswers(code, behaviour);
    int status = behaviour.statusByCode().getOrDefault(code, behaviour.status());
    return HttpReply.text(status, answers.mediaType(), answers.body());
  }

  private String mediaType() {
    return switch (behaviour.contentType()) {
      case AS_BODY ->
          switch (behaviour.body()) {
            case JSON -> "application/json";
            case TEXT -> "text/plain";
            case HTML -> "text/html";
          };
      case JSON -> "application/json";
      case TEXT -> "text/plain";
      case HTML -> "text/html";
    };
  }

  private String body() {
    return switch (behaviour.body()) {
      case JSON -> new String(Json.bytes(json()), StandardCharsets.UTF_8);
      case TEXT -> words();
      case HTML -> "<html><body><p>" + words() + "</p></body></html>";
    };
  }

  private ObjectNode json() {
    ObjectNode answer = Json.object();
    switch (behaviour.success()) {
      case FALSE -> answer.put("success", false);
      case TEXT -> answer.put("success", "false");
      case NUMBER -> answer.put("success", 0);
      case ABSENT -> {}
    }
    switch (behaviour.form()) {
      case DATA_CODE -> putCode(answer.putObject("data"), "code").put("msg", code.text());
      case DATA_ERROR_CODE -> putCode(answer.putObject("data"), "errorCode");
      case DATA_MSG -> answer.putObject("data").set("msg", spoken());
      case DATA -> answer.set("data", spoken());
      case CODE -> putCode(answer, "code");
      case ERROR_CODE -> putCode(answer, "errorCode");
      case ERROR -> answer.set("error", spoken());
      case MESSAGE -> answer.set("message", spoken());
      case MSG -> answer.set("msg", spoken());
      case PATH -> putPath(answer, behaviour.path().split("\\."));
    }
    return answer;
  }

  private void putPath(ObjectNode answer, String[] path) {
    if (path.length == 1) {
      putCode(answer, path[0]);
      return;
    }
    JsonNode inner = putCode(Json.object(), path[path.length - 1]).put("message", code.text());
    for (int i = path.length - 2; i > 0; i--) {
      inner = path[i].matches("\\d+") ? Json.array().add(inner) : Json.object().set(path[i], inner);
    }
    answer.set(path[0], inner);
  }

  /** The code in its own place, or the vendor's sentence beside that. */
  private ObjectNode putCode(ObjectNode into, String name) {
    JsonNode node = codeNode();
    if (node == null) {
      return into.put("msg", code.text());
    }
    into.set(name, node);
    return into;
  }

  private @Nullable JsonNode codeNode() {
    if (code == M1Code.NO_CODE || behaviour.text() == Text.TEXT_ONLY) {
      return null;
    }
    return behaviour.code() == CodeForm.NUMBER
        ? IntNode.valueOf(Integer.parseInt(digits()))
        : TextNode.valueOf(codeText());
  }

  private JsonNode spoken() {
    JsonNode node = behaviour.text() == Text.CODE ? codeNode() : null;
    return node == null ? TextNode.valueOf(words()) : node;
  }

  private String words() {
    if (code == M1Code.NO_CODE) {
      return code.text();
    }
    return switch (behaviour.text()) {
      case CODE_AND_TEXT -> codeText() + " " + code.text();
      case CODE -> codeText();
      case TEXT_AND_CODE -> code.text() + "(" + codeText() + ")";
      case TEXT_ONLY -> code.text();
    };
  }

  private String codeText() {
    return behaviour.code() == CodeForm.TEXT ? code.name() : digits();
  }

  private String digits() {
    return code.name().substring(1);
  }
}
