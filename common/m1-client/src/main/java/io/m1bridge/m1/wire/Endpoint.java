package io.m1bridge.m1.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.M1Call;
import java.util.Map;
import java.util.function.Function;

/**
 * One call of M1 as M1 speaks it: everything that is to know of it, in one place. Its path is the
 * call's name.
 *
 * <p>Why: {@code docs/rationale.md#an-endpoint-per-call-in-wire}.
 *
 * @param type the call
 * @param kind what it may change, and by which verb it goes
 * @param parameters what it sends, without the token, in sending order
 * @param answer what comes back
 */
public record Endpoint<C extends M1Call<T>, T>(
    Class<C> type, Kind kind, Function<C, Parameters> parameters, Answer<C, T> answer) {

  /** What a call may change, and by which verb it goes. */
  public enum Kind {
    /** A GET with a query. */
    READ,
    /** {@code contact/property/all}: a POST, says the page, that changes nothing. */
    READ_BY_POST,
    /** A POST with a form. */
    WRITE;

    public boolean isPost() {
      return this != READ;
    }
  }

  /** The endpoint of a call. */
  public static <T> Endpoint<M1Call<T>, T> of(M1Call<T> call) {
    return Endpoints.of(call);
  }

  /** What the call sends, without the token, by name and in sending order. */
  public Map<String, String> send(C call) {
    return parameters.apply(call).values();
  }

  /**
   * The part of an answer's {@code data} that holds what was asked for: contents of the account,
   * and not words of M1. Missing where there is none.
   */
  public JsonNode contents(JsonNode data) {
    return answer.contents().apply(data);
  }

  /**
   * Reads {@code data} of a success.
   *
   * @throws UnreadableAnswer if it lacks what the caller cannot do without
   */
  public T read(C call, JsonNode data) {
    return answer.reader().apply(call, data);
  }
}
