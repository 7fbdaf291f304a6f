package io.m1bridge.simulator.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.simulator.behaviour.FailureBehaviour;
import io.m1bridge.simulator.protocol.HttpReply;
import io.m1bridge.simulator.protocol.Json;
import io.m1bridge.simulator.protocol.M1Code;

/** Puts a code into whichever of the open failure forms is switched on. */
final class FailureAnswers {
  private FailureAnswers() {}

  /** The answer to a refused call. */
  static HttpReply.Whole of(M1Code code, FailureBehaviour behaviour) {
    ObjectNode answer = Json.object().put("success", false);
    String text =
        switch (behaviour.text()) {
          case CODE -> code.name();
          case CODE_AND_TEXT -> code.name() + " " + code.text();
        };
    if (code == M1Code.NO_CODE) {
      answer.putObject("data").put("msg", code.text());
      int status = behaviour.statusByCode().getOrDefault(code, behaviour.status());
      return HttpReply.json(status, Json.bytes(answer));
    }
    switch (behaviour.form()) {
      case DATA_CODE -> answer.putObject("data").put("code", code.name()).put("msg", code.text());
      case DATA_ERROR_CODE -> answer.putObject("data").put("errorCode", code.name());
      case DATA_MSG -> answer.putObject("data").put("msg", text);
      case DATA -> answer.put("data", text);
      case CODE -> answer.put("code", code.name());
      case ERROR_CODE -> answer.put("errorCode", code.name());
      case ERROR -> answer.put("error", text);
      case MESSAGE -> answer.put("message", text);
      case MSG -> answer.put("msg", text);
    }
    int status = behaviour.statusByCode().getOrDefault(code, behaviour.status());
    return HttpReply.json(status, Json.bytes(answer));
  }
}
