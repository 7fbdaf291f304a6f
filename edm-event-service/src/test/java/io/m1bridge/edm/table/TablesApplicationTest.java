package io.m1bridge.edm.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.junit.jupiter.api.Test;

/** The application id of the tables stands for their stores and subtopologies. */
class TablesApplicationTest {

  @Test
  void shouldHaveAnotherApplicationIdWithOtherStores() {
    TopologyDescription topology =
        TablesWorld.topology(TableTopics.named(topic -> topic), false, new AtomicInteger())
            .describe();
    String shape =
        topology.subtopologies().stream()
            .map(TablesApplicationTest::shape)
            .sorted()
            .collect(Collectors.joining("\n"));

    assertThat(TablesTopology.APPLICATION + "\n" + shape)
        .as(
            "Whoever changes stores or subtopologies changes TablesTopology.APPLICATION, the ACLs,"
                + " README and CHANGELOG as well, and then this text:"
                + " docs/rationale.md#tables-whose-stores-change-get-a-new-application-id")
        .isEqualTo(
            """
            -tables-2
            0 reads [edm.engagement], keeps [recipients]
            1 reads [campaign-facts-repartition, edm.campaign-counts], keeps [campaign-tallies, link-tallies, machine-traces]""");
  }

  private static String shape(Subtopology subtopology) {
    Set<String> topics = new TreeSet<>();
    Set<String> stores = new TreeSet<>();
    for (TopologyDescription.Node node : subtopology.nodes()) {
      if (node instanceof Source source) {
        topics.addAll(source.topicSet());
      } else if (node instanceof Processor processor) {
        stores.addAll(processor.stores());
      }
    }
    return subtopology.id() + " reads " + topics + ", keeps " + stores;
  }
}
