package io.m1bridge.process.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.ProcessFailure;
import java.io.IOException;
import java.net.URI;

/** The simulator's control API: sets its behaviour and tells the truth. */
public final class SimulatorControl {

  private final JsonHttp http = new JsonHttp();
  private final URI control;

  /**
   * @param control the simulator's {@code /_sim}
   */
  public SimulatorControl(URI control) {
    this.control = control;
  }

  /**
   * Reads.
   *
   * @param path below {@code /_sim}, beginning with a slash
   * @throws ProcessFailure if the simulator does not take it
   */
  public JsonNode get(String path) {
    return send("GET", path, "");
  }

  /**
   * Sends and reads; a missing node where the simulator says nothing.
   *
   * @param path below {@code /_sim}, beginning with a slash
   * @param body as {@link JsonHttp.Call#json} takes it
   * @throws ProcessFailure if the simulator does not take it
   */
  public JsonNode send(String method, String path, Object body) {
    try {
      Answer answer = http.call(method, URI.create(control + path)).json(body).answer();
      if (!answer.isOk()) {
        throw new ProcessFailure(
            "The simulator answered " + answer.status() + " to " + path + ": " + answer.body());
      }
      return answer.json();
    } catch (IOException e) {
      throw new ProcessFailure("The simulator gave no answer to " + path, e);
    }
  }
}
