package io.m1bridge.benchmarks.contactsync;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.ServiceMain;
import io.m1bridge.benchmarks.Workbench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What contact-sync's packing of edits is worth and costs: calls for 4,000 contacts, time per call,
 * and, on cases small enough, calls against the fewest that there can be. {@link EditPackingMain}
 * does it on the service's own class path.
 */
public final class EditPacking implements Benchmark {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final double MOST_OVER_BEST = 1.2;
  private static final int CONTACTS = 4_000;

  /** Before rows went in part, 4,000 had not ended after six minutes of processor time. */
  private static final int CONTACTS_OF_TWO = 800;

  @Override
  public String name() {
    return "edit-packing";
  }

  @Override
  public String description() {
    return "contact-sync packs edits of 4,000 contacts (800 beside another checkout): calls, those of the simple rule, ms of processor a call, calls against the fewest possible";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    Report.Builder report = Report.of(name());
    Map<String, JsonNode> results = measure(workbench);
    for (Map.Entry<String, JsonNode> of : results.entrySet()) {
      String prefix = of.getKey().equals(Checkouts.OURS) ? "" : of.getKey() + ".";
      of.getValue()
          .fields()
          .forEachRemaining(
              figure -> {
                String name = prefix + figure.getKey();
                double value = figure.getValue().asDouble();
                if (figure.getKey().equals(EditPackingMain.OVER_BEST)) {
                  report.atMost(name, value, MOST_OVER_BEST);
                } else {
                  report.figure(name, value);
                }
              });
    }
    return report.build();
  }

  private static Map<String, JsonNode> measure(Workbench workbench) throws Exception {
    Map<String, JsonNode> results = new LinkedHashMap<>();
    Map<String, Path> checkouts = Checkouts.all();
    int contacts = checkouts.size() == 1 ? CONTACTS : CONTACTS_OF_TWO;
    for (Map.Entry<String, Path> checkout : checkouts.entrySet()) {
      results.put(
          checkout.getKey(),
          workbench.figures(
              ServiceMain.command(
                      "edit-packing-" + checkout.getKey(),
                      Checkouts.jar(checkout.getValue()),
                      EditPackingMain.class)
                  .withArguments(Integer.toString(contacts)),
              PATIENCE));
    }
    return results;
  }
}
