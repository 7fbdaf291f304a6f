package io.m1bridge.m1.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A code in text of any form, and what only looks like one. */
class FailureTextTest {

  private static final M1Call<M1Answers.Done> WRITE = new M1Call.DeleteContacts(List.of(1L));
  private static final M1Call<M1Answers.Rows<M1Answers.Property>> READ =
      new M1Call.ListProperties();
  private static final List<Integer> STATUSES =
      List.of(200, 201, 400, 401, 403, 404, 422, 429, 500, 503);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | E10101",
        "a sentence | 无效的Token",
        "with blanks | 错误： 无效的 token ！",
        "in small letters | <p>error e10101: token</p>",
        "full width | 无效的Ｔｏｋｅｎ",
        "turned | Token无效",
        "HTML | <html><style>p{color:#E10104}</style><body><p>E10101</p></body></html>",
        "HTML with a sentence | <html><body>无效的Token</body></html>",
        "HTML with attributes | <p style='color:#E10104'>错误码：10101</p>",
        "XML | <error><code>10101</code></error>",
        "a bare number | 10101",
        "a JSON text | \"E10101\"",
        "an array | [\"E10101\"]",
        "JSON with something behind it | {\"success\": false, \"code\": 10101} <!-- gw -->",
        "JSON cut off | {\"success\": false, \"error\": {\"code\": \"E10101\"",
        "a key | {\"success\": false, \"errors\": {\"E10101\": \"no\"}}",
        "a sentence in JSON | {\"success\": false, \"data\": {\"msg\": \"无效的 TOKEN。\"}}",
        "success and a code | {\"success\": true, \"data\": {\"error\": {\"code\": \"E10101\"}}}",
        "an empty success and a code | {\"success\": true, \"code\": 10101, \"data\": null}",
        "a byte order mark | \uFEFF{\"success\": false, \"code\": \"E10101\"}"
      })
  void shouldKnowTheCodeUnderAnyContentType(String what, String body) {
    for (int status : STATUSES) {
      assertThat(write(status, body)).as(what).isEqualTo(new M1Outcome.Unauthorized<>());
      assertThat(read(READ, status, body)).as(what).isEqualTo(new M1Outcome.Unauthorized<>());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "E10001 | 服务器异常",
        "E10102 | 无权限访问API",
        "E10103 | 参数缺失",
        "E10104 | API调用频繁，已超过每小时限额",
        "E00001 | 当前版本为免费版，联系人总数量不能超过5000",
        "E00002 | 您的金装版已过期,联系人总数量不能超过5000",
        "E00003 | 您当前为金装版, 联系人总数量不能超过100000",
        "E00004 | 您的钻石版已过期,联系人总数量不能超过 5000",
        "E00005 | 每次提交导入联系人总数量不能超过1000条"
      })
  void shouldKnowTheSentencesOfThePage(String code, String sentence) {
    String form = "{\"success\": false, \"data\": {\"msg\": \"%s\"}}";

    assertThat(write(200, form.formatted(sentence)))
        .isEqualTo(
            write(200, form.formatted(code)).getClass() == M1Outcome.Refused.class
                ? new M1Outcome.Refused<>(new M1Code(code), sentence)
                : write(200, form.formatted(code)));
  }

  /** A gateway in front of M1 may say so above any page, after M1 has done it. */
  @Test
  void shouldNotTakeAGatewaysServerErrorForM1s() {
    assertThat(write(502, "<html><h1>服务器异常</h1></html>")).isInstanceOf(M1Outcome.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "联系人 13810101999 的手机号重复",
        "邮编 10101 有误",
        "E10101@example.com 已存在",
        "e10101x, 110101, E101011, XE10101",
        "10101 rows refused",
        "order e12345 is late",
        "postCode: 10101"
      })
  void shouldNotTakeWhatAMessageQuotesForACode(String message) {
    assertThat(write(200, "{\"success\": false, \"msg\": \"" + message + "\"}"))
        .isEqualTo(new M1Outcome.Unexplained<>(Optional.empty(), message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"success\": true, \"data\": [{\"label\": \"E10101\"",
        "{\"data\": [{\"id\": 10101, \"label\": \"E10101\"",
        "callback({\"success\": true, \"data\": [{\"label\": \"E10101\"}]})"
      })
  void shouldNotLookForACodeInContentsThatAreCutOff(String body) {
    assertThat(read(READ, 200, body)).isInstanceOf(M1Outcome.Unavailable.class);
    assertThat(write(200, body)).isInstanceOf(M1Outcome.Unknown.class);
  }

  /** Looked through with another look from each of its places, such an answer took hours. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "<", "<!--", "<script>", "code ", "\"'", " ", "E1010", "1.", "[("})
  void shouldReadAnAnswerOfMegabytesOnce(String part) {
    String many = "error code" + part.repeat(2_000_000 / part.length());
    String json = "{\"success\": false, \"msg\": " + TextNode.valueOf(many) + "}";

    assertThat(write(502, many)).isInstanceOf(M1Outcome.Unknown.class);
    assertThat(write(200, json)).isInstanceOf(M1Outcome.Unexplained.class);
  }

  @Test
  void shouldNotTakeContentsForACode() {
    M1Call<M1Answers.Rows<M1Answers.Property>> call = new M1Call.ListProperties();
    String body =
        "{\"success\": true, \"data\": [{\"id\": 1, \"label\": \"E10001\", \"type\": 1}]}";

    assertThat(read(call, 200, body)).isInstanceOf(M1Outcome.Accepted.class);
  }

  private static M1Outcome<?> write(int status, String body) {
    return read(WRITE, status, body);
  }

  private static <T> M1Outcome<T> read(M1Call<T> call, int status, String body) {
    return FailureReader.read(call, new Reply.Answer(status, body), Instant.EPOCH);
  }
}
