package io.m1bridge.simulator.call;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as it came.
 *
 * @param method GET or POST
 * @param path path below the API base, or of the OAuth2 root
 * @param query parameters of the address
 * @param form parameters of the body
 * @param formBytes size of the body, bytes as sent
 */
public record M1Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> form,
    int formBytes) {

  /** Form and query together; the form wins. */
  public Map<String, String> parameters() {
    Map<String, String> all = new java.util.HashMap<>(query);
    all.putAll(form);
    return all;
  }

  @Nullable String token() {
    String inForm = form.get("token");
    return inForm == null ? query.get("token") : inForm;
  }

  /** Redacted: parameters hold tokens and contact data. */
  @Override
  public String toString() {
    return "M1Request[" + method + " " + path + "]";
  }
}
