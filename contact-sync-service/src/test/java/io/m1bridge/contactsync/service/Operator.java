package io.m1bridge.contactsync.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person who steers a service at this port. */
final class Operator {

  private static final String AUTHORIZATION = "Authorization";
  private static final String TOKEN = "token " + SyncWorld.UI_TOKEN;

  private static final Pattern CONFIRMATION =
      Pattern.compile("action=\"(/ui/accounts/[^/]+/[^/]+/[0-9a-f-]{36})\"");

  private final JsonHttp http = new JsonHttp();
  private final String origin;

  Operator(int port) {
    this.origin = "http://127.0.0.1:" + port;
  }

  String origin() {
    return origin;
  }

  JsonNode status() throws IOException {
    return http.get(at("/v1/status")).ok();
  }

  JsonNode queue(String account) throws IOException {
    return http.get(at("/v1/accounts/" + account + "/queue")).header(AUTHORIZATION, TOKEN).ok();
  }

  Answer command(String account, String action) throws IOException {
    return to(account).header(AUTHORIZATION, TOKEN).json(Map.of("action", action)).answer();
  }

  /** Has a contact forgotten. */
  Answer forget(String account, String contact) throws IOException {
    return to(account)
        .header(AUTHORIZATION, TOKEN)
        .json(Map.of("action", "forget", "contact", contact))
        .answer();
  }

  /** How far that is. */
  Answer forgotten(String account, String contact) throws IOException {
    return http.get(at("/v1/accounts/" + account + "/forgets/" + contact))
        .header(AUTHORIZATION, TOKEN)
        .answer();
  }

  /** The same without signing in. */
  Answer stranger(String account, String action) throws IOException {
    return to(account).json(Map.of("action", action)).answer();
  }

  private JsonHttp.Call to(String account) {
    return http.post(at("/v1/accounts/" + account + "/commands"));
  }

  String page() throws IOException {
    return http.get(at("/"))
        .header(AUTHORIZATION, TOKEN)
        .header("Accept", "text/html")
        .answer()
        .body();
  }

  /** Presses a button of the page, or of another site's. */
  Answer button(String account, String action, String from) throws IOException {
    return button(account, action, from, "");
  }

  /** Presses a button that tells first what would happen, and confirms that. */
  Answer confirmed(String account, String action, String form) throws IOException {
    String told = button(account, action + "/proposal", origin, form).body();
    Matcher link = CONFIRMATION.matcher(told);
    if (!link.find()) {
      throw new AssertionError("No confirmation on the page: " + told);
    }
    return http.post(at(link.group(1)))
        .header(AUTHORIZATION, TOKEN)
        .header("Accept", "text/html")
        .header("Origin", origin)
        .answer();
  }

  /** The same with what a form has. */
  Answer button(String account, String action, String from, String form) throws IOException {
    return http.post(at("/ui/accounts/" + account + "/" + action))
        .header(AUTHORIZATION, TOKEN)
        .header("Accept", "text/html")
        .header("Origin", from)
        .form(form)
        .answer();
  }

  private URI at(String path) {
    return URI.create(origin + path);
  }
}
