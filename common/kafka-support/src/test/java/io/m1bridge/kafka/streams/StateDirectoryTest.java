package io.m1bridge.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

  private static final int THREADS = 4;

  @TempDir private Path volume;

  private static Properties in(Path directory) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    return settings;
  }

  @Test
  void shouldBeMadeOnceByAllWhoStartAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < 200; round++) {
        Path directory = volume.resolve("round-" + round).resolve("state");
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> made =
            IntStream.range(0, THREADS)
                .<Future<?>>mapToObj(
                    i ->
                        threads.submit(
                            () -> {
                              go.await();
                              StateDirectory.make(in(directory));
                              return null;
                            }))
                .toList();
        go.countDown();
        for (Future<?> one : made) {
          one.get();
        }
        assertThat(directory).isDirectory();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void shouldNameTheSettingWhereItCannotBeMade() throws IOException {
    Path inTheWay = Files.createFile(volume.resolve("file"));

    assertThatThrownBy(() -> StateDirectory.make(in(inTheWay.resolve("state"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("m1bridge.streams.state-dir");
  }
}
