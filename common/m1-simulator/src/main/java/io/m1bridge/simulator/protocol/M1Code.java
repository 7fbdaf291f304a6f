package io.m1bridge.simulator.protocol;

/** The codes of the vendor's page, with the vendor's texts, and a "no" without a code. */
public enum M1Code {
  E10001("服务器异常"),
  E10101("无效的Token"),
  E10102("无权限访问API"),
  E10103("参数缺失"),
  E10104("API调用频繁,已超过每小时限额"),
  E00001("当前版本为免费版,联系人总数量不能超过5000"),
  E00002("您的金装版已过期,联系人总数量不能超过5000"),
  E00003("您当前为金装版,联系人总数量不能超过100000"),
  E00004("您的钻石版已过期,联系人总数量不能超过5000"),
  E00005("每次提交导入联系人总数量不能超过1000条"),
  /** Refused without a reason: the page does not say that every refusal has a code. */
  NO_CODE("操作失败");

  private final String text;

  M1Code(String text) {
    this.text = text;
  }

  /** The vendor's own words for this code. */
  public String text() {
    return text;
  }
}
